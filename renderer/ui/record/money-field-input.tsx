/** An amount and, where the field carries its own, the currency. */
import { t } from '@lingui/core/macro'
import { Group, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Money } from '../../../shared/money.ts'
import { commonCurrencies } from '../common-currencies.ts'
import { MoneyInput } from '../money-input.tsx'
import type { FieldInputProps } from './field-input.tsx'
import { inSentence } from '../../words/entity-words.ts'
import { word } from '../../words/say.ts'

interface MoneyFieldInputProps extends FieldInputProps {
  common: { name: string; label: ReactNode; error?: string | undefined; onBlur: () => void }
}

export function MoneyFieldInput({ field, value, onChange, currency, common }: MoneyFieldInputProps) {
  if (field.kind === 'minorUnits')
    return (
      <MoneyInput
        {...common}
        currency={currency}
        value={value === '' ? undefined : Number(value)}
        onChange={(amount) => onChange(amount ?? '')}
      />
    )
  const money = value === '' ? undefined : (value as Money)
  const chosen = money?.currency ?? currency
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <MoneyInput
        {...common}
        flex={1}
        currency={chosen}
        value={money?.amount}
        onChange={(amount) => onChange(amount === undefined ? '' : { amount, currency: chosen })}
      />
      <Select
        aria-label={t`Currency of ${{ field: inSentence(word(field.label)) }}`}
        w={96}
        allowDeselect={false}
        data={[...new Set([chosen, ...commonCurrencies])]}
        value={chosen}
        onChange={(next) => onChange({ amount: money?.amount ?? 0, currency: next ?? chosen })}
      />
    </Group>
  )
}
