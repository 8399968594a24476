/** Unit tests read English, from the sources; a test of another language activates it itself. */
import { i18n } from '@lingui/core'

i18n.loadAndActivate({ locale: 'en', messages: {} })
