/** Names a view and says who sees it: its owner, a team, or everyone where the role allows it. */
import { t } from '@lingui/core/macro'
import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { everyone, mayShareWith } from '../../../shared/lists/view-share.ts'
import type { Person } from '../../../shared/roles.ts'
import type { SaveResult } from '../../data/index.ts'
import { useRecords } from '../../data/index.ts'
import { whyNot } from '../../words/say.ts'

export interface ViewNaming {
  name: string
  share: string | undefined
  pinned: boolean
}

interface SaveViewDialogProps {
  title: string
  person: Person
  initial: ViewNaming
  onSave: (naming: ViewNaming) => Promise<SaveResult>
  onClose: () => void
}

const nobody = 'me'
const teamsOnly = { selector: { kind: 'team' } }

export function SaveViewDialog({ title, person, initial, onSave, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState(initial.name)
  const [share, setShare] = useState(initial.share)
  const [pinned, setPinned] = useState(initial.pinned)
  const [problem, setProblem] = useState<string>()
  const { records: teams } = useRecords('settings', teamsOnly)
  const choices = [
    { value: nobody, label: t`Only me` },
    ...teams
      .filter(({ id }) => mayShareWith(person, id) || id === share)
      .map((team) => ({ value: team.id, label: t`Team ${{ name: team.name }}` })),
    ...(mayShareWith(person, everyone) || share === everyone
      ? [{ value: everyone, label: t`Everyone in the company` }]
      : []),
  ]
  async function save(event: FormEvent) {
    event.preventDefault()
    const written = name.trim()
    if (written === '') return setProblem(t`Enter a name.`)
    const answer = await onSave({ name: written, share, pinned })
    if (answer.ok) onClose()
    else setProblem(whyNot(answer) || t`The view was not saved.`)
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            data-autofocus
            label={t`Name`}
            maxLength={120}
            autoComplete="off"
            data-1p-ignore
            value={name}
            error={problem}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {choices.length > 1 ? (
            <Select
              label={t`Who sees it`}
              allowDeselect={false}
              data={choices}
              value={share ?? nobody}
              onChange={(value) => setShare(value === null || value === nobody ? undefined : value)}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {t`Only you see it, on all your devices. Administrators and who leads a team can share views.`}
            </Text>
          )}
          <Checkbox
            label={t`Show it as a tab above the list`}
            checked={pinned}
            onChange={({ currentTarget }) => setPinned(currentTarget.checked)}
          />
          <Group>
            <Button type="submit">{t`Save view`}</Button>
            <Button variant="default" onClick={onClose}>{t`Cancel`}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
