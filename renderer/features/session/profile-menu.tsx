/** Who is signed in, how the app looks on this device, and the way out. */
import { t } from '@lingui/core/macro'
import { Avatar, Group, Menu, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import type { MantineColorScheme } from '@mantine/core'
import { IconLogout, IconSelector } from '@tabler/icons-react'
import type { Person } from '../../../shared/roles.ts'
import { roleOptions } from '../../../shared/roles.ts'
import { usePreferences } from '../../ui/preferences.ts'
import type { Density } from '../../ui/preferences.ts'
import { LanguageItems } from './language-items.tsx'
import classes from './profile-menu.module.css'
import { word } from '../../words/say.ts'

const schemes = (): { value: MantineColorScheme; label: string }[] => [
  { value: 'light', label: t`Light` },
  { value: 'dark', label: t`Dark` },
  { value: 'auto', label: t`Like the system` },
]
const densities = (): { value: Density; label: string }[] => [
  { value: 'desk', label: t`Desk: more on the screen` },
  { value: 'field', label: t`Field: larger targets` },
]

interface ProfileMenuProps {
  person: Person
  /** Only the initials, in the header of a narrow window. */
  compact: boolean
  onSignOut: () => void
}

export function ProfileMenu({ person, compact, onSignOut }: ProfileMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, setDensity, letterKeys, setLetterKeys } = usePreferences()
  const role = word(roleOptions.find((option) => option.value === person.role)?.label ?? person.role)
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={248}>
      <Menu.Target>
        <UnstyledButton
          className={classes['profile']}
          aria-label={compact ? t`Profile of ${{ name: person.name }}` : undefined}
        >
          <Group gap="xs" wrap="nowrap">
            <Avatar name={person.name} color="ink" size={28} aria-hidden />
            {!compact && (
              <>
                <Stack gap={0} miw={0} flex={1}>
                  <Text size="sm" fw={500} truncate>
                    {person.name}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {role}
                  </Text>
                </Stack>
                <IconSelector size={16} stroke={1.75} aria-hidden />
              </>
            )}
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.name}, {role}
          <br />
          {person.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t`Appearance`}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes().map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Label>{t`Size`}</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => setDensity(value as Density)}>
          {densities().map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={letterKeys} onChange={setLetterKeys}>
          {t`Single-letter shortcuts`}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={onSignOut}>
          {t`Sign out`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
