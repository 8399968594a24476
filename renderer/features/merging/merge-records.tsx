/**
 * Makes one record of two that are the same: the person chooses which one stays and, field by field, which
 * value it gets. What belongs to the other moves along; the office does it once, and it can be undone.
 */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Radio, Select, Stack, Table, Text } from '@mantine/core'
import { IconAlertOctagon, IconSwitchHorizontal } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { isInBook } from '../../../shared/access.ts'
import { sameJson } from '../../../shared/same-json.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, DocumentIn } from '../../../shared/entities/index.ts'
import type { Mergeable } from '../../../shared/merged-records.ts'
import { choosableFields, takesBoth } from '../../../shared/procedures/merge-fields.ts'
import type { Person } from '../../../shared/roles.ts'
import { searchRecords, useNameOf, useRecord } from '../../data/index.ts'
import { CallMade } from '../../ui/record/call-made.tsx'
import { useDuplicates } from '../../ui/record/duplicates.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import { useCall, useDecision } from '../../ui/record/use-call.ts'
import { messageOf, remedyFor, word } from '../../words/say.ts'

/** Who merges has to be able to change both; the list offers only such. */
export const mayMergeRecord = (who: Person, record: AnyDocument): boolean =>
  who.role === 'admin' || (who.role === 'sales_rep' && isInBook(who, record))

type Choice = 'survivor' | 'merged' | 'both'

interface MergeRecordsProps<C extends Mergeable> {
  collection: C
  record: DocumentIn<C>
  person: Person
  onClose: () => void
}

export function MergeRecords<C extends Mergeable>({
  collection,
  record,
  person,
  onClose,
}: MergeRecordsProps<C>) {
  const [otherId, setOtherId] = useState('')
  const [staysOther, setStaysOther] = useState(false)
  const [choices, setChoices] = useState<Partial<Record<string, Choice>>>({})
  const call = useCall(`merge_${collection}`, person)
  const { record: found } = useRecord(collection, otherId || undefined)
  const nameOf = useNameOf()
  const { title } = entityOf(collection)
  const self: AnyDocument = { ...record }
  const other: AnyDocument | undefined = found && { ...found }
  const survivor = staysOther ? (other ?? self) : self
  const merged = staysOther ? self : other
  const input = useMemo(
    () => ({
      survivorId: staysOther ? otherId : record.id,
      mergedId: staysOther ? record.id : otherId,
      ...(Object.keys(choices).length > 0 && { fields: choices }),
    }),
    [record.id, otherId, staysOther, choices],
  )
  const expected = useDecision(`merge_${collection}`, otherId === '' ? undefined : input, person)

  if (call.made) return <CallMade made={call.made} onAgain={call.again} onClose={onClose} />
  const refused = call.problem ?? (expected?.ok === false ? expected.error : undefined)
  const nameNow = title(record)
  return (
    <Stack>
      <OtherRecord
        collection={collection}
        record={record}
        value={otherId}
        onChange={(id) => {
          setOtherId(id)
          setChoices({})
          call.again()
        }}
      />
      {merged && (
        <>
          <Group justify="space-between">
            <Text>
              {t`${{ name: title(survivor) }} stays, and everything that belongs to ${{ other: title(merged) }} moves to it.`}
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconSwitchHorizontal size={16} stroke={1.75} aria-hidden />}
              onClick={() => {
                setStaysOther(!staysOther)
                setChoices({})
              }}
            >
              {t`Keep the other one`}
            </Button>
          </Group>
          <FieldChoices
            rows={rowsOf(collection, survivor, merged)}
            names={[title(survivor), title(merged)]}
            text={(name, value, of) => {
              const field = entityOf(collection).fields[name]
              return field ? fieldText(field, value, of, nameOf) : ''
            }}
            survivor={survivor}
            merged={merged}
            choices={choices}
            onChoose={(name, choice) => setChoices({ ...choices, [name]: choice })}
          />
        </>
      )}
      {expected?.ok && <Text role="status">{messageOf(expected)}</Text>}
      {refused && (
        <Alert color="red" icon={<IconAlertOctagon aria-hidden />} title={t`${nameNow} was not merged`}>
          {messageOf(refused)} {remedyFor(refused)}
        </Alert>
      )}
      <Group>
        <Button loading={call.asking} disabled={!expected?.ok} onClick={() => void call.ask(input)}>
          {t`Merge`}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t`Cancel`}
        </Button>
      </Group>
    </Stack>
  )
}

interface OtherRecordProps<C extends Mergeable> {
  collection: C
  record: DocumentIn<C>
  value: string
  onChange: (id: string) => void
}

/** Offers what looks like the same, and whatever is searched for. */
function OtherRecord<C extends Mergeable>({ collection, record, value, onChange }: OtherRecordProps<C>) {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<{ value: string; label: string }[]>([])
  const likely = useDuplicates(record, record.id)
  const offered = likely.flatMap((one) =>
    one.collection === collection ? [{ value: one.id, label: one.title }] : [],
  )
  useEffect(() => {
    if (typed.trim() === '') return undefined
    let isOver = false
    void searchRecords(typed, { collections: [collection], limit: 20 }).then((hits) => {
      if (!isOver)
        setFound(hits.flatMap(({ id, title }) => (id === record.id ? [] : [{ value: id, label: title }])))
    })
    return () => {
      isOver = true
    }
  }, [typed, collection, record.id])
  const seen = new Set<string>()
  const data = [...offered, ...found].filter(({ value: id }) => !seen.has(id) && seen.add(id))
  return (
    <Select
      label={t`The other one`}
      description={
        offered.length > 0
          ? t`What looks like the same is offered first; or search.`
          : t`Search by name, email or phone.`
      }
      placeholder={t`Search`}
      searchable
      data={data}
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? '')}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' ? t`Type to search` : t`Nothing found`}
      data-autofocus
    />
  )
}

interface Row {
  name: string
  label: string
  both: boolean
}

/** The fields in which the two differ. */
const rowsOf = (collection: Mergeable, survivor: AnyDocument, merged: AnyDocument): Row[] =>
  choosableFields(collection)
    .filter(([name]) => !sameJson(survivor[name], merged[name]) && !isEmpty(merged[name]))
    .map(([name, field]) => ({ name, label: word(field.label), both: takesBoth(field) }))

const isEmpty = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

interface FieldChoicesProps {
  rows: readonly Row[]
  names: readonly [survivor: string, merged: string]
  text: (name: string, value: unknown, of: AnyDocument) => string
  survivor: AnyDocument
  merged: AnyDocument
  choices: Partial<Record<string, Choice>>
  onChoose: (name: string, choice: Choice) => void
}

function FieldChoices({ rows, names, text, survivor, merged, choices, onChoose }: FieldChoicesProps) {
  if (rows.length === 0) return <Text c="dimmed">{t`The other one has nothing that this one lacks.`}</Text>
  const value = (name: string, of: AnyDocument) => text(name, of[name], of) || '–'
  return (
    <Table verticalSpacing={6} layout="fixed" aria-label={t`Which values stay`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={112}>{t`Field`}</Table.Th>
          <Table.Th>{names[0]}</Table.Th>
          <Table.Th>{names[1]}</Table.Th>
          <Table.Th w={72}>{t`Both`}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, label, both }) => {
          const usual: Choice = isEmpty(survivor[name]) ? 'merged' : both ? 'both' : 'survivor'
          const chosen = choices[name] ?? usual
          const radio = (choice: Choice, shown: string) => (
            <Radio
              name={name}
              value={choice}
              checked={chosen === choice}
              onChange={() => onChoose(name, choice)}
              label={<span style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{shown}</span>}
              aria-label={`${label}: ${shown}`}
            />
          )
          return (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400} c="dimmed">
                {label}
              </Table.Th>
              <Table.Td>{radio('survivor', value(name, survivor))}</Table.Td>
              <Table.Td>{radio('merged', value(name, merged))}</Table.Td>
              <Table.Td>{both && radio('both', t`Both`)}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
