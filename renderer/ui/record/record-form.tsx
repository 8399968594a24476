/**
 * The form of any kind of record, for a new one and for a change. Inputs, problems and what this role may
 * change follow from the entity. Saving writes on the device at once and sends later. What was typed but not
 * saved is kept on this device, so that a reload, a look elsewhere or an empty battery loses nothing.
 */
import { i18n } from '@lingui/core'
import type { MessageDescriptor } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Alert, Anchor, SimpleGrid, Stack, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Fields } from '../../../shared/entities/fields.ts'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import { sameJson } from '../../../shared/same-json.ts'
import { createRecord, saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { FormLayout } from '../form-layout.tsx'
import type { FormProblem } from '../form-layout.tsx'
import { changesOf, draftOf, valuesOf } from './draft-values.ts'
import type { Draft } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import type { FieldInputProps } from './field-input.tsx'
import { fieldAt, problemsOf, sentenceOf } from './field-problems.ts'
import { keptDraft } from './kept-draft.ts'
import { plainWords } from './plain-words.ts'
import type { PagedCollection } from './record-paths.ts'
import { useAccess, usePerson } from './use-access.ts'
import { messageOf } from '../../words/say.ts'
import { newRecord, oneInSentence } from '../../words/entity-words.ts'

type Name<C extends PagedCollection> = keyof DocumentIn<C> & string

/** One field, two short ones side by side, or a part with a heading. */
export type FormPart<C extends PagedCollection> =
  | Name<C>
  | readonly Name<C>[]
  | { heading: MessageDescriptor; parts: readonly (Name<C> | readonly Name<C>[])[] }

/** An input of a page's own for a field that needs more than its kind tells. */
export type OwnInput = ComponentType<FieldInputProps & { draft: Readonly<Record<string, unknown>> }>

interface RecordFormProps<C extends PagedCollection> {
  collection: C
  /** The stored record; undefined for a new one. */
  record?: DocumentIn<C> | undefined
  /** What a new record starts with. */
  initial?: Partial<DocumentIn<C>>
  parts: readonly FormPart<C>[]
  onSaved: (id: string) => void
  onCancel: () => void
  /** For amounts that name no currency, and new amounts. */
  currency?: string
  /** Which inputs make sense for what is entered so far; all of them when absent. */
  asks?: (name: string, draft: Readonly<Record<string, unknown>>) => boolean
  /** By the name of the field. Keep it stable. */
  inputs?: Readonly<Record<string, OwnInput>>
  /** Said above the inputs about what is entered so far. */
  note?: (draft: Readonly<Record<string, unknown>>) => ReactNode
  /** Refused by the page before saving: field and message. */
  check?: (values: Partial<DocumentIn<C>>) => FormProblem[]
}

const currencyAtHome = 'USD'

export function RecordForm<C extends PagedCollection>(props: RecordFormProps<C>) {
  const {
    collection,
    record,
    initial,
    parts,
    onSaved,
    onCancel,
    currency = currencyAtHome,
    check,
    asks,
    inputs,
  } = props
  const entity = entityOf(collection)
  const person = usePerson()
  const allowed = useAccess(collection, record)
  // Inputs start from the record as it was when the form opened: a change that arrives meanwhile is merged
  // field by field when this one is sent, and must not move under the person's hands.
  const [stored] = useState<Record<string, unknown>>(() => ({ ...(record ?? initial) }))
  const names = useMemo(() => parts.flatMap((part) => namesOf<C>(part)), [parts])
  const fields = useMemo(
    () =>
      Object.fromEntries(names.flatMap((name) => (entity.fields[name] ? [[name, entity.fields[name]]] : []))),
    [names, entity],
  )
  const start = useMemo(() => draftOf(fields, stored), [fields, stored])
  const about = record?.id ?? `new ${JSON.stringify(withoutInstants(entity.fields, initial ?? {}))}`
  const keeper = useMemo(() => keptDraft([person.id, collection, about]), [person.id, collection, about])
  // Of a change only what differs: until it is taken up again, others may change the rest of the record.
  const keep = (draft: Draft) => {
    const typed = record ? differences(draft, start) : draft
    if (Object.keys(typed).length > 0) keeper.keep(typed)
    else keeper.clear()
  }
  const [restored, setRestored] = useState(() => keeper.read())
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const done = useRef(false)
  const form = useForm<Draft>({
    initialValues: { ...start, ...restored },
    validate: (draft) => problemsOf(fields, draft),
    onValuesChange: (draft) => {
      if (!done.current) keep(draft)
    },
  })
  useEffect(() => () => keeper.flush(), [keeper])

  const offered = (name: string) =>
    entity.fields[name]?.setBy === 'ownership'
      ? name === 'ownerId'
        ? person.role === 'admin' ||
          person.leadsTeamIds.length > 0 ||
          collection === 'tasks' ||
          // Support hands out cases.
          (collection === 'cases' && person.role === 'support')
        : person.role === 'admin'
      : entity.fields[name]?.setBy === 'person' && allowed.change(name)

  const leave = () => {
    done.current = true
    keeper.clear()
    onCancel()
  }
  const startOver = () => {
    keeper.clear()
    setRestored(undefined)
    form.setValues(start)
    form.clearErrors()
    setProblems([])
  }

  const submit = async () => {
    if (form.submitting) return
    const values = valuesOf(fields, form.values)
    const found = { ...problemsOf(fields, form.values) }
    const own = check?.(values as Partial<DocumentIn<C>>) ?? []
    if (Object.keys(found).length > 0 || own.length > 0) {
      form.setErrors({
        ...found,
        ...Object.fromEntries(own.map(({ field, message }) => [field ?? '', message])),
      })
      setProblems([
        ...Object.entries(found).map(([path, message]) => problemAt(fields, path, message)),
        ...own,
      ])
      return
    }
    form.setSubmitting(true)
    try {
      const answer = await write(values)
      if (answer.ok) {
        done.current = true
        keeper.clear()
        onSaved(answer.id)
        return
      }
      form.setErrors(Object.fromEntries(answer.errors.map((error) => [error.field, sentenceOf(error)])))
      setProblems([
        ...answer.errors.map((error) => problemAt(fields, error.field, sentenceOf(error))),
        ...(answer.error ? [{ message: messageOf(answer.error) }] : []),
      ])
    } finally {
      form.setSubmitting(false)
    }
  }
  const write = async (values: Record<string, unknown>): Promise<SaveResult> => {
    if (!record) return createRecord(collection, { ...initial, ...values } as Partial<DocumentIn<C>>)
    const changes = changesOf(fields, form.values, stored)
    if (Object.keys(changes).length === 0) return { ok: true, id: record.id }
    return saveRecord(collection, record.id, changes as Partial<DocumentIn<C>>)
  }

  const input = (name: string) => {
    const field = fields[name]
    if (!field || !offered(name) || asks?.(name, form.values) === false) return null
    const common: FieldInputProps = {
      field,
      path: name,
      value: form.values[name],
      onChange: (value) => form.setFieldValue(name, value),
      onBlur: (path) => void form.validateField(path),
      problemAt: (path) => plainWords(form.errors[path]) || undefined,
      currency,
      allows: name === 'ownerId' ? (candidate) => allowed.assignTo(candidate.id) : undefined,
    }
    const Own = inputs?.[name]
    return Own ? <Own key={name} {...common} draft={form.values} /> : <FieldInput key={name} {...common} />
  }
  const row = (part: string | readonly string[]) => {
    if (typeof part === 'string') return input(part)
    const inputs = part.map((name) => input(name)).filter((one) => one !== null)
    return inputs.length === 0 ? null : (
      <SimpleGrid key={part.join(' ')} cols={{ base: 1, sm: inputs.length }} spacing="md">
        {inputs}
      </SimpleGrid>
    )
  }

  return (
    <FormLayout
      label={record ? t`Edit ${{ one: oneInSentence(collection) }}` : newRecord(collection)}
      onSubmit={() => void submit()}
      onCancel={leave}
      onEscape={onCancel}
      saving={form.submitting}
      problems={problems}
    >
      {restored && (
        <Alert color="gray" icon={<IconHistory aria-hidden />} py="xs">
          {t`What you typed here before is still there.`}{' '}
          <Anchor component="button" type="button" size="sm" onClick={startOver}>
            {t`Start over`}
          </Anchor>
        </Alert>
      )}
      {props.note?.(form.values)}
      {parts.map((part) => {
        if (typeof part === 'string' || Array.isArray(part)) return row(part as string | readonly string[])
        const group = part as { heading: MessageDescriptor; parts: readonly (string | readonly string[])[] }
        const rows = group.parts.map((one) => row(one)).filter((one) => one !== null)
        return rows.length === 0 ? null : (
          <Stack key={i18n._(group.heading)} gap="md" component="section">
            <Title order={2} size="h3" mt="xs">
              {i18n._(group.heading)}
            </Title>
            {rows}
          </Stack>
        )
      })}
    </FormLayout>
  )
}

/** When a form was opened does not tell what it is about. */
const withoutInstants = (fields: Fields, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => fields[name]?.kind !== 'instant'))

const differences = (draft: Draft, start: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => !sameJson(value, start[name])))

function namesOf<C extends PagedCollection>(part: FormPart<C>): readonly string[] {
  if (typeof part === 'string') return [part]
  if (Array.isArray(part)) return part as readonly string[]
  return (part as { parts: readonly (string | readonly string[])[] }).parts.flat()
}

function problemAt(fields: Parameters<typeof fieldAt>[0], path: string, message: string): FormProblem {
  const at = fieldAt(fields, path)
  return { field: path, ...(at && { label: at.label }), message }
}
