/**
 * Taking in a delivery: whose, its number, and what came. One call for all of it, so that the delivery is in
 * stock whole or not at all; without a network it waits on this device.
 */
import { plural, t } from '@lingui/core/macro'
import { Alert, Autocomplete, Group, Text, TextInput } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { callProcedure } from '../../data/procedures.ts'
import { formatNumber } from '../../ui/format.ts'
import { FormLayout } from '../../ui/form-layout.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { useNow } from '../../ui/use-now.ts'
import { readWhole } from '../../ui/typed-number.ts'
import { messageOf } from '../../words/say.ts'
import { stockAge } from './stock-age.ts'
import { StockGrid } from './stock-grid.tsx'
import { emptyStockLine, isEmptyStockLine, lineProblems, readLines } from './stock-lines.ts'
import type { StockLine } from './stock-lines.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { waitingUnits } from './reorder.ts'

interface Delivery {
  supplier: string
  reference: string
  lines: StockLine[]
}

const byName = { sort: { name: 'asc' } } as const
const longestNote = 300

interface ReceiveDeliveryProps {
  person: Person
  onDone: () => void
  onCancel: () => void
}

export function ReceiveDelivery({ person, onDone, onCancel }: ReceiveDeliveryProps) {
  const { records: products } = useRecords('products', byName)
  const { records: orders } = useRecords('orders')
  const now = useNow(60_000)
  const kept = useKept<Delivery>([person.id, 'inventory', 'receive'], () => ({
    supplier: '',
    reference: '',
    lines: [emptyStockLine(uuidv7())],
  }))
  const { supplier, reference, lines } = kept.value
  const [shown, setShown] = useState(false)
  const [problems, setProblems] = useState<FormProblem[]>([])
  const [saving, setSaving] = useState(false)
  const wrong = lineProblems(lines, 1)
  const waiting = waitingUnits(orders)
  const read = readLines(lines)
  const units = read.reduce((sum, line) => sum + line.units, 0)
  const suppliers = [...new Set(products.flatMap((product) => product.supplier ?? []))].sort()
  const note = [supplier.trim(), reference.trim()].filter(Boolean).join(' · ')

  async function save() {
    if (saving) return
    setShown(true)
    const found = problemsOf(lines, wrong, note)
    setProblems(found)
    if (found.length > 0) return
    setSaving(true)
    try {
      const input = {
        items: read.map((line) => ({ productId: line.productId, quantity: line.units })),
        ...(note && { note }),
      }
      const answer = await callProcedure('receive_stock', input, person)
      if (answer.ok) {
        kept.end()
        onDone()
      } else setProblems([{ message: messageOf(answer.error) }])
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason)
      setProblems([{ message: t`This device could not store it (${why}). What you typed is still here.` }])
    } finally {
      setSaving(false)
    }
  }

  return (
    <FormLayout
      label={t`Receive delivery`}
      maxWidth={880}
      saveLabel={t`Receive delivery`}
      saving={saving}
      problems={problems}
      onSubmit={() => void save()}
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
        problems={shown ? wrong : new Map()}
        columns={[
          {
            id: 'after',
            head: t`In stock after`,
            width: 120,
            cell: (line) => {
              const product = products.find(({ id }) => id === line.productId)
              const came = readWhole(line.units)
              return product && came !== undefined && formatNumber(product.stockOnHand + came)
            },
          },
        ]}
        note={(_, product) =>
          product && (
            <Text fz="xs" c="dimmed" pt={2}>
              {inStock(product.stockOnHand, availableOf(product), stockAge(product, now))}
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
      <OfflineNote />
    </FormLayout>
  )
}

export const inStock = (onHand: number, available: number, age: string): string =>
  onHand === available
    ? t`${formatNumber(onHand)} in stock, ${age}`
    : t`${formatNumber(onHand)} in stock, ${formatNumber(available)} available, ${age}`

export function OfflineNote() {
  return (
    <Alert role="note" color="gray" py="xs" icon={<IconClock size={18} stroke={1.75} aria-hidden />}>
      {t`Stock is kept in the office. Without a network this waits on your device and is carried out when you are online.`}
    </Alert>
  )
}

/** The things to correct, each leading to its line. */
export function problemsOf(
  lines: readonly StockLine[],
  wrong: ReadonlyMap<string, string>,
  note: string,
): FormProblem[] {
  const problems = lines.flatMap((line, row): FormProblem[] => {
    const message = wrong.get(line.id)
    const number = row + 1
    const field = `lines.${row}.${line.productId ? 'units' : 'productId'}`
    return message ? [{ field, label: line.name || t`Line ${number}`, message }] : []
  })
  if (lines.every(isEmptyStockLine))
    problems.push({ field: 'lines.0.productId', message: t`Enter at least one product.` })
  if (lines.filter((line) => !isEmptyStockLine(line)).length > 100)
    problems.push({ message: t`Enter 100 lines at most; receive the others as a second delivery.` })
  if (note.length > longestNote) problems.push({ message: t`Shorten the reference.` })
  return problems
}
