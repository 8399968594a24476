/** The teams of the company: whose customers and leads belong together. */
import { t } from '@lingui/core/macro'
import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { TeamRecord } from '../../../shared/administration.ts'
import { request } from '../../data/index.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import type { OfficeList } from './use-office-list.ts'
import { messageOf } from '../../words/say.ts'

export function TeamList({ teams }: { teams: OfficeList<TeamRecord> }) {
  const person = usePerson()
  const {
    value: { name },
    change,
    clear,
  } = useKept([person.id, 'team'], () => ({ name: '' }))
  const [problem, setProblem] = useState<string>()
  const [saving, setSaving] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    if (wanted === '') return setProblem(t`Enter a name.`)
    if (teams.items.some((team) => team.name.toLowerCase() === wanted.toLowerCase()))
      return setProblem(t`There is a team of this name already.`)
    setSaving(true)
    try {
      const answer = await request('POST', '/admin/teams', { name: wanted })
      if (!answer.ok) return setProblem(messageOf(answer.error))
      clear()
      setProblem(undefined)
      await teams.reload()
    } finally {
      setSaving(false)
    }
  }
  return (
    <Stack gap="sm">
      {teams.items.length > 0 ? (
        <Group gap="xs">
          {teams.items.map((team) => (
            <Badge key={team.id} color="gray">
              {team.name}
            </Badge>
          ))}
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {t`No teams yet. Sales representatives see the customers of their teams.`}
        </Text>
      )}
      <form onSubmit={(event) => void submit(event)} noValidate aria-label={t`Add a team`}>
        <Group gap="xs" align="flex-start">
          <TextInput
            label={t`New team`}
            value={name}
            error={problem}
            w={280}
            onChange={(event) => {
              change({ name: event.currentTarget.value })
              setProblem(undefined)
            }}
          />
          <Button type="submit" variant="default" loading={saving} mt={24}>
            {t`Add team`}
          </Button>
        </Group>
      </form>
    </Stack>
  )
}
