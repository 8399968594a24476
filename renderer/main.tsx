/**
 * Starts the data worker, and loads the app meanwhile: the worker takes as long to open its database as the page
 * takes to load what it draws. Styles come first, so that nothing is ever drawn without them.
 */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@fontsource-variable/inter/index.css'
import './app/theme.css'
import './app/touch.css'
import './app/print.css'
import { startWorker } from './data/client.ts'
import { claimWindow } from './ui/this-window.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

const data = startWorker(window)
const claimed = claimWindow(navigator.locks, sessionStorage)
const { start } = await import('./app/start.tsx')
start(place, data, claimed)
