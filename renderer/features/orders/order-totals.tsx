/** The sums of an order as they are printed: goods, freight, tax by rate, total. */
import { t } from '@lingui/core/macro'
import { Group, Stack, Text } from '@mantine/core'
import type { OrderTotals as Totals } from '../../../shared/money.ts'
import { formatMoney, formatShare } from '../../ui/format.ts'

export function OrderTotals({ totals }: { totals: Totals }) {
  const money = (amount: number) => formatMoney({ amount, currency: totals.currency })
  return (
    <Stack gap={6} component="dl" m={0}>
      <Sum label={t`Goods`} value={money(totals.goods)} />
      {totals.discount > 0 && <Sum label={t`Order discount`} value={money(-totals.discount)} />}
      <Sum label={t`Freight`} value={money(totals.freight)} />
      {totals.taxes.map(({ rate, tax }) => (
        <Sum key={rate} label={t`Tax ${{ rate: formatShare(rate) }}`} value={money(tax)} />
      ))}
      <Sum label={t`Total`} value={money(totals.total)} strong />
    </Stack>
  )
}

function Sum({ label, value, strong = false }: { label: string; value: string; strong?: boolean }) {
  return (
    <Group
      justify="space-between"
      wrap="nowrap"
      gap="md"
      {...(strong && {
        mt: 4,
        pt: 10,
        style: {
          borderTop: '1px solid light-dark(var(--mantine-color-gray-3), var(--mantine-color-dark-4))',
        },
      })}
    >
      <Text component="dt" c={strong ? undefined : 'dimmed'} fw={strong ? 600 : undefined}>
        {label}
      </Text>
      <Text
        component="dd"
        m={0}
        fz={strong ? 'lg' : undefined}
        fw={strong ? 600 : undefined}
        style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {value}
      </Text>
    </Group>
  )
}
