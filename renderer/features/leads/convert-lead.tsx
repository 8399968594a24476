/**
 * Making a customer of a lead: shows what comes of it before it is asked of the office, which makes exactly one
 * customer however often it is asked. A first order can be drafted in the same step.
 */
import { plural, t } from '@lingui/core/macro'
import { ActionIcon, Alert, Button, Group, Modal, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { IconAlertOctagon, IconArrowRight, IconTrash } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { isInBook } from '../../../shared/access.ts'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { Done } from '../../../shared/procedures/define-procedure.ts'
import type { Person } from '../../../shared/roles.ts'
import { FieldList } from '../../ui/field-list.tsx'
import { fieldText } from '../../ui/record/field-text.ts'
import { ProductSelect } from '../../ui/record/product-select.tsx'
import { useProducts } from '../../ui/record/use-products.ts'
import { useCall, useDecision } from '../../ui/record/use-call.ts'
import { messageOf, remedyFor } from '../../words/say.ts'

export const mayConvert = (who: Person, lead: Lead): boolean =>
  lead.customerId === undefined &&
  lead.status !== 'lost' &&
  (who.role === 'admin' || (who.role === 'sales_rep' && isInBook(who, lead)))

interface Line {
  key: string
  productId: string
  quantity: number
}

interface ConvertLeadProps {
  lead: Lead
  person: Person
  onClose: () => void
}

/** Mounted while it is asked. */
export function ConvertLead({ lead, person, onClose }: ConvertLeadProps) {
  const [withOrder, setWithOrder] = useState(false)
  const [lines, setLines] = useState<readonly Line[]>([aLine()])
  const call = useCall('convert_lead', person)
  const name = lead.company ?? lead.name
  const input = useMemo(() => {
    const chosen = lines.filter(({ productId }) => productId !== '')
    const order = { lines: chosen.map(({ productId, quantity }) => ({ productId, quantity })) }
    return { leadId: lead.id, ...(withOrder && chosen.length > 0 && { order }) }
  }, [lead.id, lines, withOrder])
  const expected = useDecision('convert_lead', input, person)

  async function convert() {
    if (await call.ask(input)) onClose()
  }

  const refused = call.problem ?? (expected?.ok === false ? expected.error : undefined)
  return (
    <Modal opened onClose={onClose} title={t`Make ${name} a customer?`} size="lg">
      <Stack>
        <Group gap="xs" wrap="nowrap" align="start">
          <IconArrowRight size={18} stroke={1.75} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <FieldList facts={factsOf(lead)} />
        </Group>
        {expected?.ok && (
          <Text role="status">
            {movedWords(expected)} {t`The lead is won.`}
          </Text>
        )}
        <Switch
          label={t`Write the first order`}
          description={t`As a draft, at today’s list prices; you can still change everything.`}
          checked={withOrder}
          onChange={(event) => setWithOrder(event.currentTarget.checked)}
        />
        {withOrder && <OrderLines lines={lines} onChange={setLines} />}
        {refused && (
          <Alert
            color="red"
            icon={<IconAlertOctagon aria-hidden />}
            title={t`${name} was not made a customer`}
          >
            {messageOf(refused)} {remedyFor(refused)}
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t`Not yet`}
          </Button>
          <Button
            loading={call.asking}
            disabled={refused !== undefined && !call.problem}
            onClick={() => void convert()}
          >
            {t`Make a customer`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const aLine = (): Line => ({ key: crypto.randomUUID(), productId: '', quantity: 1 })

function OrderLines({
  lines,
  onChange,
}: {
  lines: readonly Line[]
  onChange: (lines: readonly Line[]) => void
}) {
  const { products } = useProducts(lines.map(({ productId }) => productId))
  const change = (key: string, next: Partial<Line>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...next } : line)))
  const choose = (line: Line, product: Product) => {
    const isLast = lines.at(-1)?.key === line.key
    const chosen = lines.map((one) => (one.key === line.key ? { ...one, productId: product.id } : one))
    onChange(isLast ? [...chosen, aLine()] : chosen)
  }
  return (
    <Stack gap="xs" role="group" aria-label={t`Items of the first order`}>
      {lines.map((line, index) => (
        <Group key={line.key} gap="xs" wrap="nowrap">
          <ProductSelect
            aria-label={t`Product ${index + 1}`}
            chosen={line.productId}
            chosenName={products.get(line.productId)?.name ?? ''}
            onChoose={(product) => choose(line, product)}
            style={{ flex: 1 }}
          />
          <NumberInput
            aria-label={t`Quantity ${index + 1}`}
            w={88}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            hideControls
            value={line.quantity}
            onChange={(quantity) => change(line.key, { quantity: Math.max(1, Number(quantity) || 1) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Remove product ${index + 1}`}
            disabled={lines.length === 1}
            onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
          >
            <IconTrash size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}

/** What the customer will have. */
function factsOf(lead: Lead) {
  const { fields } = entity
  const contact = [lead.name, lead.jobTitle].filter(Boolean).join(', ')
  const facts = [
    { label: t`Customer`, value: lead.company ?? lead.name },
    { label: t`Contact`, value: lead.company ? contact : '' },
    { label: t`Phone`, value: lead.phone ?? '' },
    { label: t`Email`, value: lead.email ?? '' },
    {
      label: t`Address`,
      value: lead.address ? fieldText(fields.address, lead.address).replaceAll('\n', ', ') : '',
    },
  ]
  return facts.filter(({ value }) => value !== '')
}

function movedWords({ writes }: Done): string {
  const moved = (collection: string) =>
    writes.filter((write) => write.kind === 'change' && write.collection === collection).length
  const interactions = moved('interactions')
  const tasks = moved('tasks')
  if (interactions === 0 && tasks === 0) return t`Its notes move along.`
  const talks = plural(interactions, { one: '# interaction', other: '# interactions' })
  const open = plural(tasks, { one: '# open task', other: '# open tasks' })
  if (tasks === 0) return t`Its notes and ${talks} move along.`
  if (interactions === 0) return t`Its notes and ${open} move along.`
  return t`Its notes, ${talks} and ${open} move along.`
}
