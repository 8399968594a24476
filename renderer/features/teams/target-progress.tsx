/** How far a representative is towards the target of a quarter, in figures and as a bar. */
import { t } from '@lingui/core/macro'
import { Progress, Stack, Text } from '@mantine/core'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import { formatMoney, formatShare } from '../../ui/format.ts'
import type { Sums } from './use-workload.ts'

export type Target = NonNullable<SalesRep['targets']>[number]

export const targetOf = (rep: Pick<SalesRep, 'targets'>, quarter: string): Target | undefined =>
  rep.targets?.find(({ id }) => id === quarter)

/** Basis points of the target that is reached; sales in other currencies do not count. */
export const reachedOf = ({ amount, currency }: Target, sold: Sums): number =>
  Math.floor(((sold[currency] ?? 0) / amount) * 10_000)

export function TargetProgress({ target, sold }: { target: Target | undefined; sold: Sums }) {
  if (!target)
    return (
      <Text size="sm" c="dimmed">
        {t`No target`}
      </Text>
    )
  const reached = reachedOf(target, sold)
  const share = formatShare(Math.round(reached / 100) * 100)
  const amount = formatMoney(target)
  return (
    <Stack gap={4}>
      <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {t`${share} of ${amount}`}
      </Text>
      <Progress
        value={Math.min(100, reached / 100)}
        color={reached >= 10_000 ? 'green' : 'ink'}
        size="sm"
        aria-label={t`Target reached: ${share} of ${amount}`}
      />
    </Stack>
  )
}
