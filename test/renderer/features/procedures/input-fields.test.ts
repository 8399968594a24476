import { expect, it } from 'vitest'
import {
  draftOfInput,
  inputFields,
  inputOfDraft,
  labelOf,
  missingOf,
} from '../../../../renderer/features/procedures/input-fields.ts'
import { inputWords } from '../../../../renderer/features/procedures/input-words.ts'
import { procedureNamed, procedures } from '../../../../shared/procedures/index.ts'

const fieldsOf = (name: string) => inputFields(procedureNamed(name)?.input)
const id = '0198a000-0000-7000-8000-000000000001'

it('names become words', () => {
  expect(['orderId', 'leadIds', 'shippedDate', 'by'].map(labelOf)).toEqual([
    'Order',
    'Leads',
    'Shipped date',
    'By',
  ])
})

it('every input of every procedure has a kind, and every record that is chosen a collection', () => {
  for (const { input } of procedures) {
    const all = inputFields(input).flatMap((field) => [field, ...(field.fields ?? [])])
    for (const field of all)
      if (field.kind === 'record' || field.kind === 'records') expect(field.collection).toBeDefined()
  }
  expect(fieldsOf('receive_stock')).toMatchObject([
    { name: 'items', kind: 'list', required: true, fields: [{ collection: 'products' }, { minimum: 1 }] },
    { name: 'note', kind: 'text', required: false },
  ])
  expect(fieldsOf('assign_leads').map(({ kind, collection }) => [kind, collection])).toEqual([
    ['records', 'leads'],
    ['records', 'salesReps'],
    ['choice', undefined],
  ])
})

it('what is empty is left out, and what is required and empty is named', () => {
  const fields = fieldsOf('receive_stock')
  const draft = draftOfInput(fields)
  expect(missingOf(fields, inputOfDraft(fields, draft))).toEqual([{ field: 'items', label: 'Items' }])
  const half = { ...draft, items: [{ productId: id, quantity: '' }] }
  expect(missingOf(fields, inputOfDraft(fields, half))).toEqual([
    { field: 'items.0.quantity', label: 'Items 1, quantity' },
  ])
  const whole = inputOfDraft(fields, { note: ' ', items: [{ productId: id, quantity: 2 }] })
  expect(whole).toEqual({ items: [{ productId: id, quantity: 2 }] })
  expect(procedureNamed('receive_stock')?.check(whole)).toBeUndefined()
})

it('an earlier input fills the form and comes back the same', () => {
  const input = { orderId: id, only: 'backordered', reason: 'Bought elsewhere' }
  const fields = fieldsOf('cancel_order')
  expect(inputOfDraft(fields, draftOfInput(fields, input))).toEqual(input)
})

it('an input is told by the names of its records', () => {
  const nameOf = (collection: string) => (collection === 'products' ? 'Chai' : undefined)
  const input = { items: [{ productId: id, quantity: 2 }], note: 'Van 2' }
  expect(inputWords({ procedure: 'receive_stock', input }, nameOf)).toEqual([
    { label: 'Items', value: 'Chai, Quantity 2' },
    { label: 'Note', value: 'Van 2' },
  ])
  expect(inputWords({ procedure: 'of_another_version', input: { orderId: id } }, nameOf)).toEqual([
    { label: 'Order', value: id },
  ])
})
