/**
 * An amount in a currency. It works on whole minor units, never on a binary fraction: what a person types
 * is a decimal text until `money.ts` turns it into minor units.
 */
import { NumberInput } from '@mantine/core'
import type { NumberInputProps } from '@mantine/core'
import { decimalsOf, fromDecimal, toDecimal } from '../../shared/money.ts'
import { currencySign, separators } from './format.ts'

interface MoneyInputProps extends Omit<
  NumberInputProps,
  'value' | 'onChange' | 'onValueChange' | 'defaultValue'
> {
  /** Minor units; undefined when empty. */
  value: number | undefined
  onChange: (amount: number | undefined) => void
  /** ISO 4217 code. */
  currency: string
}

export function MoneyInput({ value, onChange, currency, ...input }: MoneyInputProps) {
  const { decimal, group } = separators()
  const sign = currencySign(currency)
  return (
    <NumberInput
      hideControls
      decimalScale={decimalsOf(currency)}
      fixedDecimalScale
      decimalSeparator={decimal}
      thousandSeparator={group}
      valueIsNumericString
      leftSection={sign}
      leftSectionWidth={sign.length > 2 ? 52 : 36}
      leftSectionProps={{ 'aria-hidden': true }}
      styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
      {...input}
      value={value === undefined ? '' : toDecimal({ amount: value, currency })}
      onValueChange={({ value: typed }, { event }) => {
        // Formatting of the value from outside is not something a person typed.
        if (event)
          onChange(typed === '' ? undefined : fromDecimal(typed.replace(/^(-?)\./, '$10.'), currency)?.amount)
      }}
    />
  )
}
