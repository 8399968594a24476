/** What stands where the rows would: placeholders that come late, no rows yet, nothing matches, not readable. */
import { t } from '@lingui/core/macro'
import { Alert, Button, EmptyState, Skeleton, Stack } from '@mantine/core'
import { IconAlertOctagon, IconFilterOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLate } from './use-late.ts'

interface StateProps {
  loading: boolean
  error: Error | undefined
  total: number
  shown: number
  empty: ReactNode
  rowHeight: number
  onClearFilters: () => void
}

export function DataTableState({
  loading,
  error,
  total,
  shown,
  empty,
  rowHeight,
  onClearFilters,
}: StateProps) {
  const late = useLate(loading && total === 0)
  if (error)
    return (
      <Alert
        color="red"
        mt="md"
        icon={<IconAlertOctagon />}
        title={t`This list could not be read on this device.`}
      >
        <Button variant="default" mt="xs" onClick={() => window.location.reload()}>
          {t`Try again`}
        </Button>
      </Alert>
    )
  if (loading && total === 0)
    return late ? (
      <Stack gap={0} aria-busy aria-label={t`Loading`}>
        {Array.from({ length: 8 }, (_, index) => (
          <Stack key={index} h={rowHeight} justify="center" px="xs">
            <Skeleton height={12} width={`${60 + ((index * 7) % 35)}%`} />
          </Stack>
        ))}
      </Stack>
    ) : null
  if (total === 0) return empty
  if (shown > 0) return null
  return (
    <EmptyState
      py="xl"
      icon={<IconFilterOff />}
      title={t`Nothing matches these filters`}
      description={t`Clear them to see the whole list.`}
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onClearFilters}>
          {t`Clear filters`}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  )
}
