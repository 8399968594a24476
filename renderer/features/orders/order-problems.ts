/** What is wrong with an order in words, and which cell it belongs to. */
import { t } from '@lingui/core/macro'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { FormProblem } from '../../ui/form-layout.tsx'
import type { OrderDraft } from './order-draft.ts'

const lineField = /^lines\.(\d+)\.(.+)$/

const fieldNames = (): Record<string, string> => ({
  productId: t({ message: 'product', context: 'after the line' }),
  quantity: t({ message: 'quantity', context: 'after the line' }),
  unitPrice: t({ message: 'unit price', context: 'after the line' }),
  discount: t({ message: 'discount', context: 'after the line' }),
  taxRate: t({ message: 'tax rate', context: 'after the line' }),
  discountAmount: t`Order discount, amount`,
  freight: t`Freight`,
  requiredDate: t`Required by`,
  currency: t`Currency`,
})

/** A field's name for as long as the form is open: rows move when a line is deleted, ids of lines do not. */
export function cellKey(field: string, draft: OrderDraft): string {
  const [, row, cell] = lineField.exec(field) ?? []
  const line = row === undefined ? undefined : draft.lines[Number(row)]
  return line ? `${line.id} ${cell}` : field
}

/** An error as the summary of the form says it. */
export function inWords({ field, message }: FieldError): FormProblem {
  const [, row, cell = ''] = lineField.exec(field) ?? []
  const names = fieldNames()
  const label =
    row === undefined
      ? field === 'discount'
        ? t`Order discount`
        : names[field]
      : t`Line ${{ line: Number(row) + 1 }}, ${{ cell: names[cell] ?? cell }}`
  return { ...(field && { field }), ...(label && { label }), message }
}
