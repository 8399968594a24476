/** One field of the selected records set to a value; tags are added or taken away, and others stay. */
import { plural, t } from '@lingui/core/macro'
import { Button, Group, SegmentedControl, Select, Stack, TagsInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Field } from '../../../shared/entities/fields.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'
import { saveRecord } from '../../data/index.ts'
import { manyInSentence } from '../../words/entity-words.ts'
import { word } from '../../words/say.ts'
import { formatNumber } from '../format.ts'
import { changeTo } from './bulk-change.ts'
import type { BulkValue } from './bulk-change.ts'
import { BulkDialogFrame, useBulk } from './bulk-work.tsx'
import type { BulkDialogProps } from './bulk-work.tsx'
import { bulkFields } from './changeable-fields.ts'
import { draftOf, valuesOf } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import { problemOf } from './field-problems.ts'

export function BulkEdit({ person, ...dialog }: BulkDialogProps & { person: Person }) {
  const { collection, ids, onClose } = dialog
  const fields = bulkFields(person, collection)
  const [name, setName] = useState<string>()
  const [value, setValue] = useState<unknown>('')
  const [tagMode, setTagMode] = useState<'add' | 'remove'>('add')
  const [problem, setProblem] = useState<string>()
  const work = useBulk(dialog)
  const field = name === undefined ? undefined : fields.get(name)
  const choose = (next: string | null) => {
    const chosen = next === null ? undefined : fields.get(next)
    setName(next ?? undefined)
    setProblem(undefined)
    setValue(chosen && next !== null ? draftOf({ [next]: chosen }, {})[next] : '')
  }

  async function apply(event: FormEvent) {
    event.preventDefault()
    if (name === undefined || !field || work.done !== undefined) return
    const set = valuesOf({ [name]: field }, { [name]: value })[name]
    const tags = Array.isArray(value) ? (value as string[]) : []
    const wrong =
      field.kind === 'tags' ? (tags.length === 0 ? t`Enter a tag.` : undefined) : problemOf(field, set)
    setProblem(wrong)
    if (wrong) return
    const wanted: BulkValue =
      field.kind === 'tags' ? (tagMode === 'add' ? { add: tags } : { remove: tags }) : { set }
    await work.run({
      changesFor: (row) => changeTo(name, wanted, row),
      write: (id, changes, step) =>
        saveRecord(collection, id, changes as Partial<DocumentIn<CollectionName>>, step),
      doneWords: (count) => plural(count, { one: '# record changed', other: '# records changed' }),
    })
  }
  return (
    <BulkDialogFrame
      collection={collection}
      ids={ids}
      work={work}
      onClose={onClose}
      title={t`Edit ${{ count: formatNumber(ids.length) }} ${{ records: manyInSentence(collection) }}`}
    >
      <form onSubmit={(event) => void apply(event)}>
        <Stack>
          <Select
            data-autofocus
            label={t`Field`}
            placeholder={t`Choose what to change`}
            searchable
            data={[...fields].map(([key, each]) => ({
              value: key,
              label: key === 'teamId' ? t`Team` : word(each.label),
            }))}
            value={name ?? null}
            onChange={choose}
          />
          {name !== undefined && field && (
            <NewValue
              name={name}
              field={field}
              value={value}
              problem={problem}
              tagMode={tagMode}
              onTagMode={setTagMode}
              onChange={setValue}
            />
          )}
          <Group>
            <Button type="submit" disabled={!field}>
              {t`Change ${formatNumber(ids.length)}`}
            </Button>
            <Button variant="default" onClick={onClose}>{t`Cancel`}</Button>
          </Group>
        </Stack>
      </form>
    </BulkDialogFrame>
  )
}

interface NewValueProps {
  name: string
  field: Field
  value: unknown
  problem: string | undefined
  tagMode: 'add' | 'remove'
  onTagMode: (mode: 'add' | 'remove') => void
  onChange: (value: unknown) => void
}

function NewValue({ name, field, value, problem, tagMode, onTagMode, onChange }: NewValueProps) {
  if (field.kind === 'tags')
    return (
      <Stack gap="xs">
        <SegmentedControl
          aria-label={t`Add or remove`}
          value={tagMode}
          onChange={onTagMode}
          data={[
            { value: 'add', label: t`Add` },
            { value: 'remove', label: t`Remove` },
          ]}
        />
        <TagsInput
          label={word(field.label)}
          value={Array.isArray(value) ? (value as string[]) : []}
          error={problem}
          maxTags={30}
          onChange={onChange}
        />
      </Stack>
    )
  return (
    <FieldInput
      field={field}
      path={name}
      value={value}
      onChange={onChange}
      onBlur={() => undefined}
      problemAt={() => problem}
      currency="USD"
    />
  )
}
