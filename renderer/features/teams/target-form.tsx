/** Sets what a representative is to sell in a quarter; for administrators and who leads one of their teams. */
import { t } from '@lingui/core/macro'
import { Group, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { mayChangeFields, mayWrite } from '../../../shared/access.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import { quarterOf, quartersFrom } from '../../../shared/quarters.ts'
import type { Person } from '../../../shared/roles.ts'
import { newStep, saveRecord } from '../../data/index.ts'
import { commonCurrencies } from '../../ui/common-currencies.ts'
import { formatQuarter } from '../../ui/format.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { OneValueForm } from '../../ui/one-value-form.tsx'
import { whyNot } from '../../words/say.ts'
import { targetOf } from './target-progress.tsx'
import type { Target } from './target-progress.tsx'

export function maySetTarget(who: Person, rep: SalesRep, now: number): boolean {
  const stored: AnyDocument = { ...rep }
  const fields = mayChangeFields(who, 'salesReps', stored)
  if (fields && !fields.includes('targets')) return false
  return mayWrite(who, 'salesReps', stored, stored, { teamsOf: () => [], now }).allowed
}

/** The targets with this one set, or taken out when no amount is given; the earliest quarter first. */
export function withTarget(
  targets: readonly Target[],
  target: { id: string; amount?: number; currency: string },
) {
  const others = targets.filter(({ id }) => id !== target.id)
  const { id, amount, currency } = target
  return (amount === undefined ? others : [...others, { id, amount, currency }]).toSorted((a, b) =>
    a.id.localeCompare(b.id),
  )
}

interface TargetFormProps {
  rep: SalesRep | undefined
  today: string
  onClose: () => void
}

export const TargetForm = ({ rep, today, onClose }: TargetFormProps) => (
  <Modal opened={rep !== undefined} onClose={onClose} title={t`Target of ${{ name: rep?.name ?? '' }}`}>
    {rep && <Inputs rep={rep} today={today} onClose={onClose} />}
  </Modal>
)

function Inputs({ rep, today, onClose }: TargetFormProps & { rep: SalesRep }) {
  const quarters = quartersFrom(quarterOf(today), 4)
  const [quarter, setQuarter] = useState(quarters[0] ?? '')
  const known = targetOf(rep, quarter)
  const usual = rep.targets?.at(-1)?.currency ?? 'USD'
  const [typed, setTyped] = useState<{ quarter: string; amount: number | undefined; currency: string }>()
  const draft =
    typed?.quarter === quarter
      ? typed
      : { quarter, amount: known?.amount, currency: known?.currency ?? usual }
  const [problem, setProblem] = useState<string>()

  async function save(amount: number | undefined) {
    const step = newStep()
    const targets = withTarget(rep.targets ?? [], {
      id: quarter,
      ...(amount !== undefined && { amount }),
      currency: draft.currency,
    })
    const result = await saveRecord('salesReps', rep.id, { targets }, step)
    if (!result.ok) {
      setProblem(whyNot(result) || t`This could not be saved.`)
      return
    }
    notifyWithUndo(amount === undefined ? t`Target removed` : t`Target saved`, step)
    onClose()
  }

  return (
    <OneValueForm
      problem={problem}
      onSave={() => {
        if (draft.amount === undefined || draft.amount <= 0) setProblem(t`Enter an amount above zero`)
        else void save(draft.amount)
      }}
      onCancel={onClose}
      removal={known && { label: t`Remove the target`, onRemove: () => void save(undefined) }}
    >
      <Select
        label={t`Quarter`}
        data={quarters.map((value) => ({ value, label: formatQuarter(value) }))}
        value={quarter}
        onChange={(value) => value && setQuarter(value)}
        allowDeselect={false}
      />
      <Group align="flex-end" gap="xs">
        <MoneyInput
          key={quarter}
          label={t`Orders worth`}
          flex={1}
          value={draft.amount}
          currency={draft.currency}
          onChange={(amount) => setTyped({ ...draft, amount })}
          data-autofocus
        />
        <Select
          aria-label={t`Currency`}
          w={96}
          data={[...new Set([draft.currency, ...commonCurrencies])]}
          value={draft.currency}
          onChange={(currency) => currency && setTyped({ ...draft, currency })}
          allowDeselect={false}
        />
      </Group>
    </OneValueForm>
  )
}
