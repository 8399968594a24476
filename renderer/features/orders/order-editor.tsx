/**
 * Writing and changing an order: header, item grid, totals pinned right. What is typed stays text until it
 * is saved and survives every error; leaving the page and coming back finds a new order as it was left.
 *
 * The order's id is made when the form opens, so saving twice can never make two orders.
 */
import {
  Alert,
  Anchor,
  Autocomplete,
  Button,
  Grid,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { sameJson } from '../../../shared/access.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { Person } from '../../../shared/roles.ts'
import { createRecord, saveRecord, useRecords } from '../../data/index.ts'
import { DayInput } from '../../ui/date-input.tsx'
import { FormLayout } from '../../ui/form-layout.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { dayOf } from '../../ui/format.ts'
import { keptDraft } from '../../ui/record/kept-draft.ts'
import { LineGrid } from './line-grid.tsx'
import {
  draftOf,
  isEmptyLine,
  newDraft,
  readDraft,
  ruleErrors,
  toGridRows,
  withCustomer,
} from './order-draft.ts'
import type { OrderDraft, OrderValues } from './order-draft.ts'
import { mayOrderFor } from './order-rights.ts'
import { OrderTotals } from './order-totals.tsx'
import { provisionalNumber } from './provisional-number.ts'
import { ShipToFields } from './ship-to-fields.tsx'

interface KeptOrder {
  id: string
  draft: OrderDraft
}

interface OrderEditorProps {
  person: Person
  /** The order to change; absent for a new one. */
  stored?: Order | undefined
  /** The customer of a new order, when it is known. */
  customerId?: string | undefined
  onSaved: (id: string) => void
  onCancel: () => void
}

const commonCurrencies = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'SEK', 'NOK', 'DKK', 'PLN', 'CAD', 'AUD']
/** Customers the list offers at once; typing finds the others. */
const offered = 50

export function OrderEditor({ person, stored, customerId, onSaved, onCancel }: OrderEditorProps) {
  const customers = useRecords('customers', { sort: { name: 'asc' } })
  const products = useRecords('products', { sort: { name: 'asc' } })
  const [keeper] = useState(() => keptDraft(sessionStorage, [person.id, 'orders', `new ${customerId ?? ''}`]))
  const [start, setStart] = useState(() =>
    stored ? { id: stored.id, draft: draftOf(stored) } : (keeper.read() as KeptOrder | undefined),
  )
  const [id] = useState(() => start?.id ?? uuidv7())
  const done = useRef(false)
  // The order as it was when the form opened: only what was changed since is sent.
  const [opened] = useState(stored)
  const [now] = useState(() => new Date())
  const [draft, setDraft] = useState<OrderDraft>(() => start?.draft ?? newDraft(dayOf(now), '', uuidv7()))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [showAll, setShowAll] = useState(false)
  const [refused, setRefused] = useState<readonly FieldError[]>([])
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [saving, setSaving] = useState(false)

  const change = (next: Partial<OrderDraft>) => {
    setRefused([])
    setDraft((before) => ({ ...before, ...next }))
  }
  const leave = (cell: string) => setLeft((before) => new Set(before).add(cell))
  useEffect(() => {
    // An untouched form is no draft.
    if (
      !stored &&
      !done.current &&
      (draft.customerId !== '' || draft.lines.some((line) => !isEmptyLine(line)))
    )
      keeper.keep({ id, draft })
  }, [draft, id, keeper, stored])
  useEffect(() => () => keeper.flush(), [keeper])
  const end = () => {
    done.current = true
    keeper.clear()
  }

  const byId = new Map(customers.records.map((customer) => [customer.id, customer]))
  const mayChoose = (customer: Customer) => mayOrderFor(person, customer, now.getTime())
  const choose = (chosen: Customer) => {
    setRefused([])
    setDraft((before) => withCustomer(before, chosen, byId.get(before.customerId)))
  }
  // Customer and currency are filled in as soon as the device has read them.
  const asked = customerId === undefined ? undefined : byId.get(customerId)
  if (!stored && asked && draft.customerId === '' && mayChoose(asked)) choose(asked)
  const usualCurrency = products.records[0]?.price.currency
  if (!stored && draft.currency === '' && usualCurrency && !left.has('currency'))
    change({ currency: usualCurrency })

  const read = readDraft(draft)
  const isVisible = (error: FieldError) => showAll || left.has(cellKey(error.field, draft))
  const messages = new Map(
    [...read.errors.filter(isVisible), ...refused].map(({ field, message }) => [field, message]),
  )

  function startOver() {
    keeper.clear()
    setStart(undefined)
    setDraft(newDraft(dayOf(now), draft.currency, uuidv7()))
    setLeft(new Set())
    setShowAll(false)
    setRefused([])
    setProblems([])
  }

  function refuse(errors: readonly FieldError[]) {
    setShowAll(true)
    setRefused(errors.filter((error) => !read.errors.includes(error)))
    setProblems(errors.map((error) => inWords(error)))
  }

  async function save(status: Order['status']) {
    if (saving) return
    const errors = [...read.errors, ...toGridRows(ruleErrors(read.values, status), draft)]
    if (errors.length > 0) {
      refuse(errors)
      return
    }
    setSaving(true)
    try {
      const result = await (stored
        ? saveRecord('orders', stored.id, changesTo(opened ?? stored, { ...read.values, status }))
        : createRecord('orders', newOrder(id, status, read.values, person)))
      if (result.ok) {
        end()
        onSaved(result.id)
        return
      }
      const message = result.error?.message ?? 'This order could not be saved.'
      refuse(result.errors.length > 0 ? toGridRows(result.errors, draft) : [{ field: '', message }])
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem)
      refuse([
        {
          field: '',
          message: `This device could not store the order (${reason}). It is still here; try again.`,
        },
      ])
    } finally {
      setSaving(false)
    }
  }

  const isSubmitted = stored !== undefined && stored.status !== 'draft'
  const choices = customers.records
    .filter((customer) => customer.id === draft.customerId || mayChoose(customer))
    .map((customer) => ({ value: customer.id, label: customer.name }))
  const incomplete = read.errors.some((error) => error.field.startsWith('lines.'))

  return (
    <FormLayout
      label={stored ? 'Change order' : 'New order'}
      maxWidth={1280}
      saveLabel={isSubmitted ? 'Save changes' : 'Submit order'}
      saving={saving}
      problems={problems}
      onSubmit={() => void save(isSubmitted ? stored.status : 'submitted')}
      onCancel={() => {
        end()
        onCancel()
      }}
      footer={
        !isSubmitted && (
          <Button variant="subtle" disabled={saving} onClick={() => void save('draft')}>
            Save as draft
          </Button>
        )
      }
    >
      {start && !stored && (
        <Alert color="gray" icon={<IconHistory aria-hidden />} py="xs">
          What you typed here before is still there.{' '}
          <Anchor component="button" type="button" size="sm" onClick={startOver}>
            Start over
          </Anchor>
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 9 }}>
          <Stack gap="lg">
            <Group align="flex-start" gap="sm">
              <Select
                label="Customer"
                placeholder="Search customers"
                data-path="customerId"
                data={choices}
                value={draft.customerId || null}
                onChange={(chosen) => {
                  const found = chosen ? byId.get(chosen) : undefined
                  if (found) choose(found)
                }}
                onBlur={() => leave('customerId')}
                error={messages.get('customerId')}
                searchable
                selectFirstOptionOnChange
                allowDeselect={false}
                limit={offered}
                nothingFoundMessage="No customer of your book has this name"
                maxDropdownHeight={320}
                flex="2 1 220px"
              />
              <DayInput
                label="Ordered"
                data-path="orderDate"
                clearable={false}
                value={draft.orderDate || undefined}
                onChange={(day) => change({ orderDate: day ?? '' })}
                onBlur={() => leave('orderDate')}
                error={messages.get('orderDate')}
                flex="1 1 130px"
              />
              <DayInput
                label="Required by"
                data-path="requiredDate"
                placeholder="Optional"
                value={draft.requiredDate || undefined}
                onChange={(day) => change({ requiredDate: day ?? '' })}
                error={messages.get('requiredDate')}
                flex="1 1 130px"
              />
              <Autocomplete
                label="Currency"
                data-path="currency"
                value={draft.currency}
                data={commonCurrencies}
                onChange={(currency) => change({ currency: currency.toUpperCase().slice(0, 3) })}
                onBlur={() => leave('currency')}
                error={messages.get('currency')}
                flex="0 1 96px"
              />
            </Group>
            <LineGrid
              lines={draft.lines}
              onChange={(lines) => change({ lines })}
              onLeave={leave}
              products={products.records}
              currency={read.values.currency}
              totals={read.lineTotals}
              errors={messages}
              makeId={uuidv7}
              now={now}
            />
            <ShipToFields draft={draft} change={change} messages={messages} />
            <Textarea
              label="Notes"
              placeholder="Optional"
              data-path="notes"
              value={draft.notes}
              onChange={(event) => change({ notes: event.currentTarget.value })}
              error={messages.get('notes')}
              autosize
              minRows={2}
              maw={640}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Stack gap="md" pos="sticky" top="calc(var(--app-shell-header-offset, 0px) + 16px)">
            <TextInput
              label={`Freight, ${read.values.currency}`}
              data-path="freight"
              value={draft.freight}
              onChange={(event) => change({ freight: event.currentTarget.value })}
              onBlur={() => leave('freight')}
              error={messages.get('freight')}
              inputMode="decimal"
              placeholder="0"
              autoComplete="off"
              styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
            />
            <div aria-live="polite" aria-label="Totals">
              <OrderTotals totals={read.totals} />
            </div>
            {incomplete && (
              <Text fz="xs" c="dimmed">
                Lines that are not complete yet are not in the total.
              </Text>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </FormLayout>
  )
}

function newOrder(id: string, status: Order['status'], values: OrderValues, person: Person): Partial<Order> {
  const given = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as OrderValues
  return { ...given, id, status, provisionalNumber: provisionalNumber(person.name, values.orderDate, id) }
}

/** The fields that differ; those that were emptied are undefined. */
const changesTo = (before: Order, values: Partial<Order>): Partial<Order> =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !sameJson((before as Record<string, unknown>)[name], value),
    ),
  )

const lineField = /^lines\.(\d+)\.(.+)$/

/** Cells are remembered by the id of their line, because rows move when one is deleted. */
function cellKey(field: string, draft: OrderDraft): string {
  const [, row, cell] = lineField.exec(field) ?? []
  const line = row === undefined ? undefined : draft.lines[Number(row)]
  return line ? `${line.id} ${cell}` : field
}

const fieldNames: Record<string, string> = {
  productId: 'product',
  quantity: 'quantity',
  unitPrice: 'unit price',
  discount: 'discount',
  taxRate: 'tax rate',
  freight: 'Freight',
  requiredDate: 'Required by',
  currency: 'Currency',
}

function inWords({ field, message }: FieldError): FormProblem {
  const [, row, cell = ''] = lineField.exec(field) ?? []
  const label = row === undefined ? fieldNames[field] : `Line ${Number(row) + 1}, ${fieldNames[cell] ?? cell}`
  return { ...(field && { field }), ...(label && { label }), message }
}
