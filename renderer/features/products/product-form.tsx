/** The form of a product. Stock is not in it: only the server moves stock. */
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

const parts: readonly FormPart<'products'>[] = [
  'name',
  ['sku', 'category'],
  'description',
  ['unit', 'supplier'],
  ['price', 'taxRate'],
  ['reorderLevel', 'onOrder'],
  'discontinued',
]

export const ProductForm = () => (
  <RecordFormPage collection="products" parts={parts} initial={{ discontinued: false }} />
)
