/** Field by field, one column for each state: yours, theirs, was; or was and now. */
import { t } from '@lingui/core/macro'
import { Table } from '@mantine/core'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { valueWords } from './value-words.ts'
import { word } from '../../words/say.ts'

interface ComparisonProps {
  label: string
  collection: CollectionName
  /** The record that amounts take their currency from. */
  document: AnyDocument
  /** The column that counts; the last one is quiet. */
  headings: readonly string[]
  rows: readonly { field: string; values: readonly unknown[] }[]
  nameOf: NameOf
}

export function Comparison({ label, collection, document, headings, rows, nameOf }: ComparisonProps) {
  const { fields } = entityOf(collection)
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table aria-label={label} verticalSpacing={6} highlightOnHover={false} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={144}>{t`Field`}</Table.Th>
            {headings.map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ field: name, values }) => {
            const field = fields[name]
            return (
              <Table.Tr
                key={name}
                style={{ verticalAlign: 'top', whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}
              >
                <Table.Td>{field ? word(field.label) : name}</Table.Td>
                {values.map((value, column) => {
                  const words = field ? valueWords(field, value, document, nameOf) : ''
                  const isQuiet = words === '' || (column > 0 && column === values.length - 1)
                  return (
                    <Table.Td
                      key={headings[column]}
                      {...(column === 0 && { fw: 500 })}
                      {...(isQuiet && { c: 'dimmed' })}
                    >
                      {words || t`Empty`}
                    </Table.Td>
                  )
                })}
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
