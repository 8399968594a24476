/**
 * What can be done to the selected records of a list: one field set for all of them, or all of them deleted. Each
 * is one step to undo; a long one shows how far it is and can be stopped; what was refused is told with its reason.
 */
import { plural, t } from '@lingui/core/macro'
import {
  Alert,
  Button,
  Group,
  Modal,
  Progress,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { Field } from '../../../shared/entities/fields.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import type { ListRow } from '../../../shared/lists/list-columns.ts'
import type { Person } from '../../../shared/roles.ts'
import { listRows, newStep, removeRecord, saveRecord, useNameOf } from '../../data/index.ts'
import { manyInSentence } from '../../words/entity-words.ts'
import { whyNot, word } from '../../words/say.ts'
import { formatList, formatNumber } from '../format.ts'
import { notifyWithUndo } from '../notify-with-undo.tsx'
import { byReason, changeMany, changeTo } from './bulk-change.ts'
import type { BulkOutcome, BulkValue } from './bulk-change.ts'
import { bulkFields, couldDo } from './changeable-fields.ts'
import { draftOf, valuesOf } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import { problemOf } from './field-problems.ts'

interface BulkActionsProps {
  collection: CollectionName
  person: Person
  ids: readonly string[]
  clear: () => void
}

export function BulkActions({ collection, person, ids, clear }: BulkActionsProps) {
  const [asking, setAsking] = useState<{ what: 'edit' | 'delete'; ids: readonly string[] }>()
  const close = () => setAsking(undefined)
  return (
    <>
      {couldDo(person, collection, 'update') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
          onClick={() => setAsking({ what: 'edit', ids })}
        >
          {t({ message: 'Edit', context: 'change the selected records' })}
        </Button>
      )}
      {couldDo(person, collection, 'delete') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
          onClick={() => setAsking({ what: 'delete', ids })}
        >
          {t`Delete`}
        </Button>
      )}
      {asking?.what === 'edit' && (
        <BulkEdit collection={collection} person={person} ids={asking.ids} onClose={close} onDone={clear} />
      )}
      {asking?.what === 'delete' && (
        <BulkDelete collection={collection} ids={asking.ids} onClose={close} onDone={clear} />
      )}
    </>
  )
}

/** From so many on it takes long enough to be shown. */
const worthShowing = 50

interface BulkWork {
  changesFor: (row: ListRow) => Record<string, unknown> | undefined
  write: (id: string, changes: Record<string, unknown>) => Promise<string | undefined>
}

function useBulk(collection: CollectionName, ids: readonly string[]) {
  const [done, setDone] = useState<number>()
  const [outcome, setOutcome] = useState<BulkOutcome>()
  const stopped = useRef(false)
  async function run(work: BulkWork): Promise<BulkOutcome> {
    stopped.current = false
    setDone(0)
    const result = await changeMany({
      ids,
      read: async (wanted) => (await listRows(collection, wanted)).rows,
      ...work,
      onProgress: (count) => {
        if (count % 10 === 0 || count === ids.length) setDone(count)
      },
      isStopped: () => stopped.current,
    })
    setDone(undefined)
    setOutcome(result)
    return result
  }
  const stop = () => {
    stopped.current = true
  }
  return { done, outcome, run, stop }
}

const isSmooth = ({ refused, rest, gone }: BulkOutcome) => refused.length === 0 && rest === 0 && gone === 0

interface BulkDialogProps {
  collection: CollectionName
  ids: readonly string[]
  onClose: () => void
  /** Something was changed. */
  onDone: () => void
}

function BulkEdit({ collection, person, ids, onClose, onDone }: BulkDialogProps & { person: Person }) {
  const fields = bulkFields(person, collection)
  const [name, setName] = useState<string>()
  const [value, setValue] = useState<unknown>('')
  const [tagMode, setTagMode] = useState<'add' | 'remove'>('add')
  const [problem, setProblem] = useState<string>()
  const { done, outcome, run, stop } = useBulk(collection, ids)
  const field = name === undefined ? undefined : fields.get(name)
  // The selection carries this dialog: it goes last.
  const leave = (result: BulkOutcome) => {
    onClose()
    if (result.changed > 0) onDone()
  }
  const choose = (next: string | null) => {
    const chosen = next === null ? undefined : fields.get(next)
    setName(next ?? undefined)
    setProblem(undefined)
    setValue(chosen && next !== null ? draftOf({ [next]: chosen }, {})[next] : '')
  }

  async function apply(event: FormEvent) {
    event.preventDefault()
    if (name === undefined || !field || done !== undefined) return
    const set = valuesOf({ [name]: field }, { [name]: value })[name]
    const tags = Array.isArray(value) ? (value as string[]) : []
    const wrong =
      field.kind === 'tags' ? (tags.length === 0 ? t`Enter a tag.` : undefined) : problemOf(field, set)
    setProblem(wrong)
    if (wrong) return
    const wanted: BulkValue =
      field.kind === 'tags' ? (tagMode === 'add' ? { add: tags } : { remove: tags }) : { set }
    const step = newStep()
    const result = await run({
      changesFor: (row) => changeTo(name, wanted, row),
      write: async (id, changes) => {
        const answer = await saveRecord(collection, id, changes as Partial<DocumentIn<CollectionName>>, step)
        return answer.ok ? undefined : whyNot(answer) || t`It was refused.`
      },
    })
    if (result.changed > 0)
      notifyWithUndo(plural(result.changed, { one: '# record changed', other: '# records changed' }), step)
    if (isSmooth(result)) leave(result)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Edit ${{ count: formatNumber(ids.length) }} ${{ records: manyInSentence(collection) }}`}
      closeOnClickOutside={done === undefined}
      closeOnEscape={done === undefined}
      withCloseButton={done === undefined}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {outcome ? (
        <OutcomeNote collection={collection} outcome={outcome} onClose={() => leave(outcome)} />
      ) : done !== undefined ? (
        <Running done={done} total={ids.length} onStop={stop} />
      ) : (
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
      )}
    </Modal>
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

function BulkDelete({ collection, ids, onClose, onDone }: BulkDialogProps) {
  const { done, outcome, run, stop } = useBulk(collection, ids)
  const records = manyInSentence(collection)
  const leave = (result: BulkOutcome) => {
    onClose()
    if (result.changed > 0) onDone()
  }
  async function remove() {
    const step = newStep()
    const result = await run({
      changesFor: () => ({}),
      write: async (id) => {
        const answer = await removeRecord(collection, id, step)
        return answer.ok ? undefined : whyNot(answer) || t`It was refused.`
      },
    })
    if (result.changed > 0)
      notifyWithUndo(plural(result.changed, { one: '# record deleted', other: '# records deleted' }), step)
    if (isSmooth(result)) leave(result)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Delete ${{ count: formatNumber(ids.length) }} ${{ records }}?`}
      closeOnClickOutside={done === undefined}
      closeOnEscape={done === undefined}
      withCloseButton={done === undefined}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {outcome ? (
        <OutcomeNote collection={collection} outcome={outcome} onClose={() => leave(outcome)} />
      ) : done !== undefined ? (
        <Running done={done} total={ids.length} onStop={stop} />
      ) : (
        <Stack>
          <Text>{t`They go from all devices. You can undo it while this window is open.`}</Text>
          <Group>
            <Button data-autofocus color="red" onClick={() => void remove()}>
              {t`Delete ${formatNumber(ids.length)}`}
            </Button>
            <Button variant="default" onClick={onClose}>{t`Cancel`}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Running({ done, total, onStop }: { done: number; total: number; onStop: () => void }) {
  if (total <= worthShowing) return <Text role="status">{t`Working…`}</Text>
  return (
    <Stack>
      <Text role="status">{t`${{ done: formatNumber(done) }} of ${{ all: formatNumber(total) }}`}</Text>
      <Progress value={(100 * done) / total} aria-label={t`Progress`} />
      <Group>
        <Button variant="default" onClick={onStop}>{t`Stop`}</Button>
      </Group>
    </Stack>
  )
}

interface OutcomeNoteProps {
  collection: CollectionName
  outcome: BulkOutcome
  onClose: () => void
}

const named = 5

/** What became of them, when not all went well. */
function OutcomeNote({ collection, outcome, onClose }: OutcomeNoteProps) {
  const nameOf = useNameOf()
  const { changed, same, gone, rest, refused } = outcome
  return (
    <Stack>
      <Text>{plural(changed, { one: '# was changed.', other: '# were changed.' })}</Text>
      {same > 0 && <Text>{plural(same, { one: '# was so already.', other: '# were so already.' })}</Text>}
      {gone > 0 && (
        <Text>{plural(gone, { one: '# is no longer here.', other: '# are no longer here.' })}</Text>
      )}
      {rest > 0 && (
        <Text>
          {plural(rest, {
            one: '# was not looked at, because you stopped.',
            other: '# were not looked at, because you stopped.',
          })}
        </Text>
      )}
      {byReason(refused).map(({ reason, ids }) => (
        <Alert
          key={reason}
          color="red"
          title={plural(ids.length, { one: '# was refused', other: '# were refused' })}
        >
          <Text size="sm">{reason}</Text>
          <Text size="sm" c="dimmed">
            {formatList(ids.slice(0, named).map((id) => nameOf(collection, id) ?? id))}
            {ids.length > named && ' …'}
          </Text>
        </Alert>
      ))}
      <Group>
        <Button data-autofocus onClick={onClose}>{t`Close`}</Button>
      </Group>
    </Stack>
  )
}
