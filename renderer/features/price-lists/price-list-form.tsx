/** The form of a price list: for whom, when, and its prices in the currency that is being typed. */
import { t } from '@lingui/core/macro'
import { MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useRecords } from '../../data/index.ts'
import { compareNames } from '../../ui/format.ts'
import { ListInput } from '../../ui/record/list-input.tsx'
import { elsewhere } from '../../ui/record/field-text.ts'
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart, OwnInput } from '../../ui/record/record-form.tsx'
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

const byName = { sort: { name: 'asc' } } as const
/** Shown at once; typing narrows them. */
const shown = 60

const Customers: OwnInput = ({ field, path, value, onChange, onBlur, problemAt }) => {
  const { records } = useRecords('customers', byName)
  const chosen = (value === undefined || value === '' ? [] : value) as string[]
  const key = chosen.join(' ')
  const data = useMemo(() => {
    const known = new Set(records.map(({ id }) => id))
    const options = records.map(({ id, name }) => ({ value: id, label: name }))
    const others = key.split(' ').filter((id) => id !== '' && !known.has(id))
    return [
      ...options.sort((a, b) => compareNames(a.label, b.label)),
      ...others.map((id) => ({ value: id, label: elsewhere() })),
    ]
  }, [records, key])
  return (
    <MultiSelect
      name={path}
      label={word(field.label)}
      description={t`A list for certain customers comes before all others.`}
      data={data}
      value={chosen}
      onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
      onBlur={() => onBlur(path)}
      error={problemAt(path)}
      maxValues={50}
      limit={shown}
      searchable
      nothingFoundMessage={t`Nothing found`}
    />
  )
}

const inputs = { prices: Prices, customerIds: Customers }

export const PriceListForm = () => (
  <RecordFormPage
    collection="priceLists"
    parts={parts}
    inputs={inputs}
    initial={{ active: true, prices: [] }}
  />
)
