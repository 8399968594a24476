/** How a list is shown and whose records, kept in its address: going back and a reload show it again. */
import { t } from '@lingui/core/macro'
import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listPath } from '../ui/record/record-paths.ts'
import type { PagedCollection } from '../ui/record/record-paths.ts'
import { usePerson } from '../ui/record/use-access.ts'

/** `mine`: whose records are asked for, an administrator's usual answer being everybody's; `go` sets what it names (undefined: takes it out) and keeps the rest. */
export function useListAddress(collection: PagedCollection) {
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  // Who runs the office rarely has records of their own.
  const usual = usePerson().role === 'admin' ? 'all' : 'mine'
  const go = (change: Record<string, string | undefined>) =>
    void navigate({ to: listPath(collection), search: () => ({ ...search, ...change }), replace: true })
  return { search, mine: (search['whose'] ?? usual) !== 'all', go }
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
