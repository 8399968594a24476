/**
 * Taking in a delivery: whose, its number, and what came. One call for all of it, so that the delivery is in
 * stock whole or not at all; without a network it waits on this device.
 */
import { plural, t } from '@lingui/core/macro'
import { Autocomplete, Group, Text, TextInput } from '@mantine/core'
import { v7 as uuidv7 } from 'uuid'
import type { Person } from '../../../shared/roles.ts'
import { callProcedure } from '../../data/procedures.ts'
import { formatNumber } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { readWhole } from '../../ui/typed-number.ts'
import { messageOf } from '../../words/say.ts'
import { StockForm, inStock, useStockForm } from './stock-form.tsx'
import { StockGrid } from './stock-grid.tsx'
import { emptyStockLine } from './stock-lines.ts'
import type { StockLine } from './stock-lines.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { useGroups } from '../../ui/record/use-groups.ts'
import { useProducts } from '../../ui/record/use-products.ts'
import { useWaitingUnits } from './use-waiting-units.ts'

interface Delivery {
  supplier: string
  reference: string
  lines: StockLine[]
}

interface ReceiveDeliveryProps {
  person: Person
  onDone: () => void
  onCancel: () => void
}

export function ReceiveDelivery({ person, onDone, onCancel }: ReceiveDeliveryProps) {
  const now = useNow(60_000)
  const kept = useKept<Delivery>([person.id, 'inventory', 'receive'], () => ({
    supplier: '',
    reference: '',
    lines: [emptyStockLine(uuidv7())],
  }))
  const { supplier, reference, lines } = kept.value
  const { products } = useProducts(lines.map(({ productId }) => productId))
  const waiting = useWaitingUnits()
  const suppliers = useGroups('products', 'supplier')
  const note = [supplier.trim(), reference.trim()].filter(Boolean).join(' · ')
  const form = useStockForm({
    lines,
    least: 1,
    note,
    send: async (read) => {
      const input = {
        items: read.map((line) => ({ productId: line.productId, quantity: line.units })),
        ...(note && { note }),
      }
      const answer = await callProcedure('receive_stock', input, person)
      return answer.ok ? [] : [{ message: messageOf(answer.error) }]
    },
    onSent: () => {
      kept.end()
      onDone()
    },
  })
  const units = form.read.reduce((sum, line) => sum + line.units, 0)

  return (
    <StockForm
      label={t`Receive delivery`}
      saveLabel={t`Receive delivery`}
      form={form}
      onEscape={onCancel}
      onCancel={() => {
        kept.end()
        onCancel()
      }}
    >
      <Group align="flex-start" gap="sm">
        <Autocomplete
          label={t`Supplier`}
          placeholder={t`Optional`}
          data-autofocus
          data={suppliers}
          limit={20}
          maxLength={140}
          value={supplier}
          onChange={(next) => kept.change({ supplier: next })}
          flex="2 1 240px"
        />
        <TextInput
          label={t`Delivery note or reference`}
          placeholder={t`Optional`}
          autoComplete="off"
          maxLength={140}
          value={reference}
          onChange={(event) => kept.change({ reference: event.currentTarget.value })}
          flex="1 1 200px"
        />
      </Group>
      <StockGrid
        label={t`What came in`}
        head={t`Quantity`}
        lines={lines}
        onChange={(next) => kept.change({ lines: next })}
        products={products}
        problems={form.wrong}
        columns={[
          {
            id: 'after',
            head: t`In stock after`,
            width: 120,
            cell: (line) => {
              const product = products.get(line.productId)
              const came = readWhole(line.units)
              return product && came !== undefined && formatNumber(product.stockOnHand + came)
            },
          },
        ]}
        note={(_, product) =>
          product && (
            <Text fz="xs" c="dimmed" pt={2}>
              {inStock(product, now)}
              {' · '}
              {t`${formatNumber(product.onOrder ?? 0)} on order`}
              {(waiting.get(product.id) ?? 0) > 0 &&
                ` · ${t`customers wait for ${formatNumber(waiting.get(product.id) ?? 0)}`}`}
            </Text>
          )
        }
      />
      <Text size="sm" c="dimmed" role="status">
        {plural(units, { one: '# unit in this delivery.', other: '# units in this delivery.' })}{' '}
        {t`What orders wait for is promised to them at once, the oldest order first.`}
      </Text>
    </StockForm>
  )
}
