/**
 * The only place where amounts are computed. Amounts are integers in minor units of an ISO 4217 currency.
 * Each line is rounded once, half to even. A discount of the whole order is rounded once, too, and spread over
 * the lines in proportion to them, so that every tax rate gets its part. Tax is computed per rate on what is
 * left of its lines; the total is the sum of what is printed, so that what is printed is what is charged.
 */
import { dinero, halfEven, multiply, toSnapshot, transformScale } from 'dinero.js/bigint'
import type { DineroCurrency } from 'dinero.js/bigint'
import type { Order, OrderLine } from './entities/order.ts'

export interface Money {
  /** Minor units: 1050 of USD is $10.50, 1050 of JPY is ¥1,050. */
  amount: number
  currency: string
}

const exponents = new Map<string, number>()

/** Decimal places of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  let decimals = exponents.get(currency)
  if (decimals === undefined) {
    decimals =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    exponents.set(currency, decimals)
  }
  return decimals
}

// Rounding to whole minor units does not depend on the currency; a scale of 0 counts minor units.
const minor: DineroCurrency<bigint> = { code: 'XXX', base: 10n, exponent: 0n }
const units = (amount: number) => dinero({ amount: BigInt(amount), currency: minor })

/** `amount × share`, where share is in basis points; rounded half to even to a whole minor unit. */
function shareOf(amount: ReturnType<typeof units>, basisPoints: number): number {
  const exact = multiply(amount, { amount: BigInt(basisPoints), scale: 4n })
  return Number(toSnapshot(transformScale(exact, 0n, halfEven)).amount)
}

/** Quantity × unit price less the line's discount. */
export function lineTotal(line: Pick<OrderLine, 'quantity' | 'unitPrice' | 'discount'>): number {
  return shareOf(multiply(units(line.unitPrice), BigInt(line.quantity)), 10_000 - line.discount)
}

export interface OrderTotals {
  currency: string
  /** One entry per line, in the order's sequence. */
  lines: number[]
  /** Sum of the lines. */
  goods: number
  /** What the order as a whole takes off; never more than the goods. */
  discount: number
  /** What of that each line bears, in the order's sequence; adds up to `discount`. */
  lineDiscounts: number[]
  freight: number
  /** One entry per tax rate other than 0, lowest first. The base is after the order's discount. */
  taxes: { rate: number; base: number; tax: number }[]
  total: number
}

type Charged = Pick<Order, 'currency' | 'lines' | 'freight'> &
  Partial<Pick<Order, 'discount' | 'discountAmount'>>

export function orderTotals(order: Charged): OrderTotals {
  const lines = order.lines.map(lineTotal)
  const goods = lines.reduce((sum, amount) => sum + amount, 0)
  const discount = orderDiscount(goods, order)
  const lineDiscounts = spread(discount, lines)
  const bases = new Map<number, number>()
  order.lines.forEach(({ taxRate }, index) => {
    const charged = (lines[index] ?? 0) - (lineDiscounts[index] ?? 0)
    if (taxRate > 0) bases.set(taxRate, (bases.get(taxRate) ?? 0) + charged)
  })
  const taxes = [...bases]
    .sort(([a], [b]) => a - b)
    .map(([rate, base]) => ({ rate, base, tax: shareOf(units(base), rate) }))
  const total = goods - discount + order.freight + taxes.reduce((sum, { tax }) => sum + tax, 0)
  const { currency, freight } = order
  return { currency, lines, goods, discount, lineDiscounts, freight, taxes, total }
}

/** The share first, rounded half to even, then the amount; never more than the goods. */
function orderDiscount(goods: number, { discount = 0, discountAmount = 0 }: Charged): number {
  if (goods <= 0) return 0
  return Math.max(0, Math.min(goods, shareOf(units(goods), discount) + discountAmount))
}

/**
 * In proportion to the lines and exactly: each line bears its share rounded down, and the units that are left
 * over are borne by the first lines that cost anything, one each. A line never bears more than it costs.
 * Not dinero's `allocate`, which leaves open which of two equal lines bears the unit: SQL has to say the same.
 */
function spread(discount: number, lines: readonly number[]): number[] {
  const goods = lines.reduce((sum, amount) => sum + amount, 0)
  if (discount === 0 || goods === 0) return lines.map(() => 0)
  const shares = lines.map((amount) => Number((BigInt(discount) * BigInt(amount)) / BigInt(goods)))
  let left = discount - shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, index) => (left > 0 && lines[index] !== 0 ? (left--, share + 1) : share))
}

/** The exact decimal of an amount, with a point: 1050 USD is "10.50". */
export function toDecimal({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency)
  const digits = Math.abs(amount)
    .toString()
    .padStart(decimals + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/**
 * The amount of an exact decimal with a point, such as "10.5"; undefined when it is no number or has more
 * decimals than the currency (other than zeros), or more minor units than an integer holds exactly.
 */
export function fromDecimal(decimal: string, currency: string): Money | undefined {
  const match = /^(-?)(\d{1,16})(?:\.(\d*))?$/.exec(decimal.trim())
  if (!match) return undefined
  const decimals = decimalsOf(currency)
  const [, sign, whole = '', fraction = ''] = match
  if (/[^0]/.test(fraction.slice(decimals))) return undefined
  const amount = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  if (!Number.isSafeInteger(amount)) return undefined
  return { amount: sign && amount !== 0 ? -amount : amount, currency }
}

const formats = new Map<string, Intl.NumberFormat>()

/** As a person of that locale writes it; undefined means the locale of the machine. */
export function formatMoney(money: Money, locale?: string): string {
  const key = `${locale} ${money.currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency })
    formats.set(key, format)
  }
  return format.format(toDecimal(money) as Intl.StringNumericLiteral)
}
