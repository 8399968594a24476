/** The form of a price list: for whom, when, and its prices in the currency that is being typed. */
import { t } from '@lingui/core/macro'
import { ListInput } from '../../ui/record/list-input.tsx'
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart, OwnInput } from '../../ui/record/record-form.tsx'
import { RecordsSelect } from '../../ui/record/records-select.tsx'
import { word } from '../../words/say.ts'

const parts: readonly FormPart<'priceLists'>[] = [
  ['name', 'currency'],
  'active',
  ['validFrom', 'validTo'],
  'customerTags',
  'customerIds',
  'prices',
  'notes',
]

const isCurrency = (typed: unknown): typed is string => typeof typed === 'string' && /^[A-Z]{3}$/.test(typed)

const Prices: OwnInput = ({ draft, ...props }) => (
  <ListInput {...props} currency={isCurrency(draft['currency']) ? draft['currency'] : props.currency} />
)

const Customers: OwnInput = ({ field, path, value, onChange, onBlur, problemAt }) => (
  <RecordsSelect
    collection="customers"
    name={path}
    label={word(field.label)}
    description={t`A list for certain customers comes before all others.`}
    value={value === undefined || value === '' ? [] : (value as string[])}
    onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
    onBlur={() => onBlur(path)}
    error={problemAt(path)}
    maxValues={50}
  />
)

const inputs = { prices: Prices, customerIds: Customers }

export const PriceListForm = () => (
  <RecordFormPage
    collection="priceLists"
    parts={parts}
    inputs={inputs}
    initial={{ active: true, prices: [] }}
  />
)
