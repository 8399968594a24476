/**
 * How many of each item: to be sent now, or that came back. Never more than there is to send or than was sold;
 * what the office would answer is shown before it is asked.
 */
import { t } from '@lingui/core/macro'
import { Alert, Autocomplete, Button, Group, Radio, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import { lineState } from '../../../shared/order-lifecycle.ts'
import type { Person } from '../../../shared/roles.ts'
import { callProcedure } from '../../data/procedures.ts'
import { isPlainEnter, useCellFocus } from '../../ui/cell-focus.ts'
import { FormLayout } from '../../ui/form-layout.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useDecision } from '../../ui/record/use-call.ts'
import { readWhole } from '../../ui/typed-number.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { messageOf } from '../../words/say.ts'

type Kind = 'send' | 'return'

interface OrderQuantitiesProps {
  kind: Kind
  order: Order
  person: Person
  onDone: () => void
  onCancel: () => void
}

interface Typed {
  /** By the ids of their lines, as they were typed. */
  quantities: Readonly<Record<string, string>>
  restock?: 'yes' | 'no'
  reason: string
}

export function OrderQuantities({ kind, order, person, onDone, onCancel }: OrderQuantitiesProps) {
  const rows = order.lines
    .map((line) => ({ line, ...boundsOf(kind, order, line) }))
    .filter(({ most }) => most > 0)
  const kept = useKept<Typed>([person.id, 'quantities', kind, order.id, order.status], () => ({
    quantities: Object.fromEntries(rows.map(({ line, usual }) => [line.id, usual > 0 ? String(usual) : ''])),
    reason: '',
  }))
  const { quantities: typed, restock, reason } = kept.value
  const [problems, setProblems] = useState<FormProblem[]>([])
  const [saving, setSaving] = useState(false)
  const cells = useCellFocus()

  const read = rows.map(({ line, most }) => ({ line, most, ...readQuantity(typed[line.id] ?? '', most) }))
  const lines = read.flatMap(({ line, quantity }) => (quantity > 0 ? [{ lineId: line.id, quantity }] : []))
  const isReadable = lines.length > 0 && read.every(({ problem }) => problem === undefined)
  const input =
    kind === 'send'
      ? { orderId: order.id, lines }
      : {
          orderId: order.id,
          lines,
          restock: restock === 'yes',
          ...(reason.trim() && { reason: reason.trim() }),
        }
  const decision = useDecision(procedureOf(kind), isReadable ? input : undefined, person)

  function found(): FormProblem[] {
    const wrong = read.flatMap(({ line, problem }, row): FormProblem[] =>
      problem ? [{ field: `lines.${row}`, label: line.description, message: problem }] : [],
    )
    if (wrong.length === 0 && lines.length === 0)
      wrong.push({ field: 'lines.0', message: t`Enter a quantity for at least one item.` })
    if (kind === 'return' && restock === undefined)
      wrong.push({ field: 'restock', message: t`Say whether the goods can be sold again.` })
    return wrong
  }

  async function save() {
    if (saving) return
    const wrong = found()
    setProblems(wrong)
    if (wrong.length > 0) return
    setSaving(true)
    try {
      const answer = await callProcedure(procedureOf(kind), input, person)
      if (answer.ok) {
        kept.end()
        onDone()
      } else setProblems([{ message: messageOf(answer.error) }])
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem)
      setProblems([{ message: t`This device could not store it (${why}). What you typed is still here.` }])
    } finally {
      setSaving(false)
    }
  }

  function onKeyDown(event: KeyboardEvent, row: number) {
    if (!isPlainEnter(event)) return
    event.preventDefault()
    const next = rows[row + 1]
    if (next) cells.focus(next.line.id)
  }

  const label = kind === 'send' ? t`Send order` : t`Take back`
  return (
    <FormLayout
      label={label}
      saveLabel={label}
      maxWidth={760}
      saving={saving}
      problems={problems}
      onSubmit={() => void save()}
      onCancel={() => {
        kept.end()
        onCancel()
      }}
    >
      <Table aria-label={t`Order items`} verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th fz="xs" fw={500}>{t`Product`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end" w={88}>{t`Ordered`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end" w={128}>
              {kind === 'send' ? t`Still to send` : t`With the customer`}
            </Table.Th>
            <Table.Th fz="xs" fw={500} ta="end" w={120}>
              {kind === 'send' ? t`Send now` : t`Came back`}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ line, most }, row) => {
            const { description } = line
            const problem = problems.length > 0 ? read[row]?.problem : undefined
            const noteId = `quantity-note-${line.id}`
            return (
              <Table.Tr key={line.id}>
                <Table.Td valign="top">
                  <Text size="sm" fw={500} lh="36px" truncate>
                    {description}
                  </Text>
                  <Text id={noteId} size="xs" c="var(--mantine-color-error)">
                    {problem}
                  </Text>
                </Table.Td>
                <Table.Td valign="top" ta="end" lh="36px">
                  {formatNumber(line.quantity)}
                </Table.Td>
                <Table.Td valign="top" ta="end" lh="36px">
                  {formatNumber(most)}
                </Table.Td>
                <Table.Td valign="top">
                  <TextInput
                    ref={cells.keep(line.id)}
                    aria-label={
                      kind === 'send' ? t`Send now of ${description}` : t`Came back of ${description}`
                    }
                    aria-describedby={noteId}
                    data-path={`lines.${row}`}
                    inputMode="numeric"
                    autoComplete="off"
                    placeholder="0"
                    value={typed[line.id] ?? ''}
                    onChange={({ currentTarget: { value } }) =>
                      kept.change({ quantities: { ...typed, [line.id]: value } })
                    }
                    onFocus={(event) => event.currentTarget.select()}
                    onKeyDown={(event) => onKeyDown(event, row)}
                    error={problem !== undefined}
                    styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
                  />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() =>
            kept.change({
              quantities: Object.fromEntries(rows.map(({ line, most }) => [line.id, String(most)])),
            })
          }
        >
          {t`All of it`}
        </Button>
      </Group>
      {kind === 'return' && (
        <Stack gap="md">
          <Radio.Group
            label={t`What becomes of the goods`}
            value={restock ?? null}
            onChange={(value) => kept.change({ restock: value === 'yes' ? 'yes' : 'no' })}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                data-path="restock"
                value="yes"
                label={t`Back to the stock`}
                description={t`They can be sold again`}
              />
              <Radio value="no" label={t`Not back to the stock`} description={t`Broken, expired or kept`} />
            </Stack>
          </Radio.Group>
          <Autocomplete
            openOnFocus={false}
            label={t`Reason`}
            placeholder={t`Optional`}
            data={[t`Damaged`, t`Wrong product`, t`Too many`, t`Not as expected`, t`Expired`]}
            maxLength={300}
            value={reason}
            onChange={(value) => kept.change({ reason: value })}
          />
        </Stack>
      )}
      <div role="status">
        {decision &&
          (decision.ok ? (
            <Text size="sm" c="dimmed">
              {messageOf(decision)}
            </Text>
          ) : (
            <Alert color="amber" icon={<IconAlertOctagon aria-hidden />} title={t`This would be refused`}>
              {messageOf(decision.error)}
            </Alert>
          ))}
      </div>
    </FormLayout>
  )
}

const procedureOf = (kind: Kind) => (kind === 'send' ? 'fulfil_order' : 'return_order')

/** The most that makes sense, and what is filled in at first. */
function boundsOf(kind: Kind, { status }: Order, line: OrderLine): { most: number; usual: number } {
  const { confirmed, backordered, fulfilled, returned } = lineState(status, line)
  return kind === 'send'
    ? { most: confirmed + backordered, usual: confirmed }
    : { most: fulfilled - returned, usual: 0 }
}

function readQuantity(typed: string, most: number): { quantity: number; problem?: string } {
  if (typed.trim() === '') return { quantity: 0 }
  const quantity = readWhole(typed)
  if (quantity === undefined) return { quantity: 0, problem: t`Enter a whole number.` }
  if (quantity < 0) return { quantity: 0, problem: t`Enter 0 or more.` }
  if (quantity > most) return { quantity: 0, problem: t`Enter ${formatNumber(most)} or less.` }
  return { quantity }
}
