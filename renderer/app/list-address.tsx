/** How a list is shown and whose records, kept in its address: going back and a reload show it again. */
import { t } from '@lingui/core/macro'
import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listPath } from '../ui/record/record-paths.ts'
import type { PagedCollection } from '../ui/record/record-paths.ts'

/** `mine` unless everybody's are asked for; `go` sets what it names and keeps the rest. */
export function useListAddress(collection: PagedCollection) {
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const go = (change: Record<string, string>) =>
    void navigate({ to: listPath(collection), search: () => ({ ...search, ...change }), replace: true })
  return { search, mine: search['whose'] !== 'all', go }
}

interface WhoseSwitchProps {
  'aria-label': string
  mine: boolean
  go: (change: { whose: string }) => void
}

export function WhoseSwitch({ mine, go, ...control }: WhoseSwitchProps) {
  return (
    <SegmentedControl
      {...control}
      value={mine ? 'mine' : 'all'}
      onChange={(whose) => go({ whose })}
      data={[
        { value: 'mine', label: t`Mine` },
        { value: 'all', label: t`Everyone's` },
      ]}
    />
  )
}
