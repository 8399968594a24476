/** The choice of the app's language, each in its own words; kept on this device. */
import { t } from '@lingui/core/macro'
import { Menu } from '@mantine/core'
import { usePreferences } from '../../ui/preferences.ts'
import { languages, nameOfLanguage } from '../../words/languages.ts'

export function LanguageItems() {
  const { language, setLanguage } = usePreferences()
  return (
    <>
      <Menu.Label>{t`Language`}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={setLanguage}>
        <Menu.RadioItem value="system">{t`Like the system`}</Menu.RadioItem>
        {languages.map((code) => (
          <Menu.RadioItem key={code} value={code} lang={code}>
            {nameOfLanguage(code)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}
