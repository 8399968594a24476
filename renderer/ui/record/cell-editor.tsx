/**
 * Changes one field of a record where it stands in a list. Enter saves, Escape leaves it as it was, Tab saves and
 * goes on to the next cell; a click elsewhere saves too. What is refused stays open and says why.
 */
import { t } from '@lingui/core/macro'
import { Button, Group, Popover, Stack } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Field } from '../../../shared/entities/fields.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { saveRecord } from '../../data/index.ts'
import { inSentence } from '../../words/entity-words.ts'
import { whyNot, word } from '../../words/say.ts'
import { changesOf, draftOf, valuesOf } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import { problemOf } from './field-problems.ts'
import { plainWords } from './plain-words.ts'

interface CellEditorProps {
  collection: CollectionName
  record: Readonly<Record<string, unknown>> & { id: string }
  name: string
  field: Field
  /** Ends the editing; a number goes on so many editable cells further. */
  onDone: (further?: 1 | -1) => void
}

/** ms after which a person sees that something is going on. */
const noticeable = 200

/** Lists of an input are drawn elsewhere in the page, and belong to it all the same. */
const belongings = '[data-cell-editor], [data-portal], [role=listbox], [role=dialog]'

export function CellEditor({ collection, record, name, field, onDone }: CellEditorProps) {
  const fields = { [name]: field }
  const [before] = useState(record)
  const [value, setValue] = useState<unknown>(() => draftOf(fields, record)[name])
  const [problem, setProblem] = useState<string>()
  const isSaving = useRef(false)
  const [isSlow, setIsSlow] = useState(false)

  async function save(input: unknown, further?: 1 | -1) {
    if (isSaving.current) return
    const draft = { [name]: input }
    const changes = changesOf(fields, draft, { [name]: before[name] })
    if (Object.keys(changes).length === 0) return onDone(further)
    const wrong = problemOf(field, valuesOf(fields, draft)[name])
    if (wrong) return setProblem(wrong)
    isSaving.current = true
    // Nearly every save is over before a sign of it could be seen.
    const slow = setTimeout(() => setIsSlow(true), noticeable)
    const answer = await saveRecord(collection, record.id, changes as Partial<DocumentIn<CollectionName>>)
    clearTimeout(slow)
    isSaving.current = false
    if (answer.ok) return onDone(further)
    setIsSlow(false)
    setValue(input)
    setProblem(whyNot(answer) || t`It was refused.`)
  }

  const outside = useClickOutside<HTMLDivElement>((event) => {
    if (!(event.target instanceof Element) || event.target.closest(belongings) === null) void save(value)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    // The list must not take what is typed here for its own keys.
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      onDone()
    } else if (event.key === 'Tab' && !event.altKey && !event.ctrlKey) {
      event.preventDefault()
      void save(value, event.shiftKey ? -1 : 1)
    }
  }
  return (
    <Popover
      opened
      position="bottom-start"
      offset={-28}
      withinPortal
      trapFocus
      returnFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      shadow="md"
    >
      <Popover.Target>
        <span data-cell-editor style={{ display: 'block', height: 0 }} />
      </Popover.Target>
      <Popover.Dropdown
        data-cell-editor
        aria-label={t`Change ${{ field: inSentence(word(field.label)) }}`}
        aria-labelledby={undefined}
        ref={outside}
        miw={260}
        maw={360}
        onKeyDown={onKeyDown}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void save(value)
          }}
        >
          <Stack gap="xs">
            <FieldInput
              field={field}
              path={name}
              value={value}
              marked={false}
              currency={plainWords(record['currency']) || 'USD'}
              problemAt={() => problem}
              onBlur={() => undefined}
              onChange={(next) => {
                // A choice is made with one key or click.
                if (field.kind === 'choice' && next !== value) void save(next)
                else {
                  setValue(next)
                  setProblem(undefined)
                }
              }}
            />
            <Group gap="xs">
              <Button size="compact-sm" type="submit" loading={isSlow}>
                {t`Save`}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onDone()}>
                {t`Cancel`}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
