/**
 * Writing and changing an order: header, item grid, totals pinned right. What is typed stays text until it
 * is saved and survives every error. Messages come when a cell has been left, and all of them on a refused
 * save; those of other fields than the one at hand never take the focus away.
 */
import { t } from '@lingui/core/macro'
import { Alert, Anchor, Button, Grid, Group, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { findRecords, useRecord, useRecords, useView } from '../../data/index.ts'
import { FormLayout } from '../../ui/form-layout.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { useProducts } from '../../ui/record/use-products.ts'
import { LineGrid } from './line-grid.tsx'
import { repriced } from './line-prices.ts'
import type { Pricing } from './line-prices.ts'
import { readDraft, ruleErrors, toGridRows, withCustomer } from './order-draft.ts'
import type { OrderDraft } from './order-draft.ts'
import { OrderHeadFields } from './order-head-fields.tsx'
import { cellKey, inWords } from './order-problems.ts'
import { mayOrderFor } from './order-rights.ts'
import { OrderTotals } from './order-totals.tsx'
import { createOrder, saveOrder } from './save-order.ts'
import { ShipToFields } from './ship-to-fields.tsx'
import { useOrderDraft } from './use-order-draft.ts'
import { useUnsentUnits } from './use-unsent-units.ts'
import { messageOf } from '../../words/say.ts'

interface OrderEditorProps {
  person: Person
  /** The order to change; absent for a new one. */
  stored?: Order | undefined
  /** The customer of a new order, when it is known. */
  customerId?: string | undefined
  onSaved: (id: string) => void
  onCancel: () => void
}

/** Where no product says otherwise. */
const currencyAtHome = 'USD'
const rightAligned = {
  input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  label: { whiteSpace: 'nowrap' },
} as const
/** Its currency is what the company sells in. */
const someProduct: ListView = { list: 'products', sort: [{ by: 'title' }] }

export function OrderEditor({ person, stored, customerId, onSaved, onCancel }: OrderEditorProps) {
  // A company has a few price lists, and any of them may hold for this order.
  const { records: lists, loading: listsLoading } = useRecords('priceLists')
  const typed = useOrderDraft(person.id, stored, customerId)
  const { draft } = typed
  const { products, loading: productsLoading } = useProducts(draft.lines.map(({ productId }) => productId))
  const anyProduct = useView(draft.currency === '' ? someProduct : undefined, { offset: 0, limit: 1 })
  const { record: customer } = useRecord('customers', draft.customerId || undefined)
  const { record: asked } = useRecord('customers', customerId)
  const unsent = useUnsentUnits(typed.id)
  const [opened] = useState(stored)
  const [now] = useState(() => new Date())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [showAll, setShowAll] = useState(false)
  const [refused, setRefused] = useState<readonly FieldError[]>([])
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [saving, setSaving] = useState(false)

  const change = (next: Partial<OrderDraft>) => {
    setRefused([])
    typed.change((before) => ({ ...before, ...next }))
  }
  const leave = (cell: string) => setLeft((before) => new Set(before).add(cell))

  const mayChoose = (one: Customer) => mayOrderFor(person, one, now.getTime())
  const choose = (id: string) =>
    void findRecords('customers', { selector: { id }, limit: 1 }).then(([chosen]) => {
      if (!chosen) return
      setRefused([])
      typed.change((before) => withCustomer(before, chosen, customer))
    })
  // Customer and currency are filled in as soon as the device has read them.
  if (!stored && asked && draft.customerId === '' && mayChoose(asked))
    typed.fillIn((before) => withCustomer(before, asked))
  const [some] = anyProduct.rows as readonly unknown[] as readonly Product[]
  const usualCurrency = some?.price.currency ?? (anyProduct.loading ? undefined : currencyAtHome)
  if (!stored && draft.currency === '' && usualCurrency && !left.has('currency'))
    typed.fillIn((before) => ({ ...before, currency: usualCurrency }))

  const pricing: Pricing = {
    lists,
    customer,
    currency: draft.currency.trim().toUpperCase(),
    day: draft.orderDate,
  }
  const isKnown = !productsLoading && !listsLoading && (draft.customerId === '' || customer !== undefined)
  if (isKnown && repriced(draft.lines, products, pricing) !== draft.lines)
    typed.fillIn((before) => ({ ...before, lines: repriced(before.lines, products, pricing) }))

  const read = readDraft(draft)
  const rulesFor = (status: Order['status']) => toGridRows(ruleErrors(read.values, status), draft)
  const shown = read.errors.filter((error) => showAll || left.has(cellKey(error.field, draft)))
  const messages = new Map([...shown, ...refused].map(({ field, message }) => [field, message]))

  // The summary stays while any of it is still to do; a shorter one would take the focus away from the input.
  const open = new Set([...read.errors, ...refused, ...rulesFor('submitted')].map((error) => error.field))
  if (problems.length > 0 && problems.every((problem) => !open.has(problem.field ?? ''))) setProblems([])

  function refuse(errors: readonly FieldError[]) {
    setShowAll(true)
    setRefused(errors.filter((error) => !read.errors.includes(error)))
    setProblems(errors.map((error) => inWords(error)))
  }

  function startOver() {
    typed.startOver()
    setLeft(new Set())
    setShowAll(false)
    setRefused([])
    setProblems([])
  }

  async function save(status: Order['status']) {
    if (saving) return
    const errors = [...read.errors, ...rulesFor(status)]
    if (errors.length > 0) {
      refuse(errors)
      return
    }
    setSaving(true)
    try {
      const result = await (opened
        ? saveOrder(opened, status, read.values)
        : createOrder(typed.id, status, read.values, person))
      if (result.ok) {
        typed.end()
        onSaved(result.id)
        return
      }
      const message = result.error ? messageOf(result.error) : t`This order could not be saved.`
      refuse(result.errors.length > 0 ? toGridRows(result.errors, draft) : [{ field: '', message }])
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem)
      const message = t`This device could not store the order (${reason}). It is still here; try again.`
      refuse([{ field: '', message }])
    } finally {
      setSaving(false)
    }
  }

  const isSubmitted = stored !== undefined && stored.status !== 'draft'
  return (
    <FormLayout
      label={stored ? t`Change order` : t`New order`}
      maxWidth={1280}
      saveLabel={isSubmitted ? t`Save changes` : t`Submit order`}
      saving={saving}
      problems={problems}
      onSubmit={() => void save(isSubmitted ? stored.status : 'submitted')}
      onCancel={() => {
        typed.end()
        onCancel()
      }}
      footer={
        !isSubmitted && (
          <Button variant="subtle" disabled={saving} onClick={() => void save('draft')}>
            {t`Save as draft`}
          </Button>
        )
      }
    >
      {typed.isRestored && (
        <Alert color="gray" icon={<IconHistory aria-hidden />} py="xs">
          {t`What you typed here before is still there.`}{' '}
          <Anchor component="button" type="button" size="sm" onClick={startOver}>
            {t`Start over`}
          </Anchor>
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 9 }}>
          <Stack gap="lg">
            <OrderHeadFields
              draft={draft}
              change={change}
              mayChoose={mayChoose}
              onCustomer={choose}
              onLeave={leave}
              messages={messages}
            />
            <LineGrid
              lines={draft.lines}
              onChange={(lines) => change({ lines })}
              onLeave={leave}
              products={products}
              pricing={pricing}
              unsent={unsent}
              currency={read.values.currency}
              totals={read.lineTotals}
              errors={messages}
              makeId={uuidv7}
              now={now}
            />
            <ShipToFields draft={draft} change={change} messages={messages} />
            <Textarea
              label={t`Notes`}
              placeholder={t`Optional`}
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
            <Group gap="xs" align="flex-start" wrap="nowrap">
              <TextInput
                label={t`Discount, %`}
                description={t`Of the order`}
                data-path="discount"
                value={draft.discount}
                onChange={(event) => change({ discount: event.currentTarget.value })}
                onBlur={() => leave('discount')}
                error={messages.get('discount')}
                inputMode="decimal"
                placeholder="0"
                autoComplete="off"
                styles={rightAligned}
                flex={1}
              />
              <TextInput
                label={t`Discount, ${{ currency: read.values.currency }}`}
                description={t`And then`}
                data-path="discountAmount"
                value={draft.discountAmount}
                onChange={(event) => change({ discountAmount: event.currentTarget.value })}
                onBlur={() => leave('discountAmount')}
                error={messages.get('discountAmount')}
                inputMode="decimal"
                placeholder="0"
                autoComplete="off"
                styles={rightAligned}
                flex={1}
              />
            </Group>
            <TextInput
              label={t`Freight, ${{ currency: read.values.currency }}`}
              data-path="freight"
              value={draft.freight}
              onChange={(event) => change({ freight: event.currentTarget.value })}
              onBlur={() => leave('freight')}
              error={messages.get('freight')}
              inputMode="decimal"
              placeholder="0"
              autoComplete="off"
              styles={rightAligned}
            />
            <section aria-live="polite" aria-label={t`Totals`}>
              <OrderTotals totals={read.totals} />
            </section>
            {read.errors.some((error) => error.field.startsWith('lines.')) && (
              <Text fz="xs" c="dimmed">
                {t`Lines that are not complete yet are not in the total.`}
              </Text>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </FormLayout>
  )
}
