/** What a call with this input would do, as this device knows things; asked anew a moment after each change. */
import { useEffect, useState } from 'react'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { Done } from '../../../shared/procedures/define-procedure.ts'
import type { Person } from '../../../shared/roles.ts'
import { findRecords } from '../../data/index.ts'
import { previewCall } from '../../data/procedures.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { messageOf } from '../../words/say.ts'
import type { Preview } from './effect-list.tsx'
import { effectsOf } from './effects.ts'

const pause = 250

export type PreviewState =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'done'; preview: Preview }
  | { state: 'refused'; error: CodedError }

/** `input` is undefined while something required is missing. */
export function usePreview(
  name: string,
  input: Record<string, unknown> | undefined,
  person: Person,
  nameOf: NameOf,
): PreviewState {
  const text = input && JSON.stringify(input)
  const [answered, setAnswered] = useState<{ for: string; state: PreviewState }>()
  const key = `${name} ${text}`
  useEffect(() => {
    if (text === undefined) return undefined
    let isOver = false
    const timer = setTimeout(() => {
      void ask(name, JSON.parse(text) as Record<string, unknown>, person, nameOf).then((state) => {
        if (!isOver) setAnswered({ for: key, state })
      })
    }, pause)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [name, text, key, person, nameOf])
  if (text === undefined) return { state: 'none' }
  return answered?.for === key ? answered.state : { state: 'asking' }
}

async function ask(
  name: string,
  input: Record<string, unknown>,
  person: Person,
  nameOf: NameOf,
): Promise<PreviewState> {
  const decision = await previewCall(name, input, person)
  if (!decision.ok) return { state: 'refused', error: decision.error }
  const before = await statesBefore(decision)
  const effects = effectsOf(decision, (collection, id) => before.get(`${collection} ${id}`), nameOf)
  return { state: 'done', preview: { message: messageOf(decision), effects, more: decision.more ?? false } }
}

/** The records that the decision changes, as this device holds them. */
async function statesBefore({ writes }: Done): Promise<Map<string, AnyDocument>> {
  const ids = new Map<CollectionName, Set<string>>()
  for (const write of writes)
    if (write.kind === 'change')
      ids.set(write.collection, (ids.get(write.collection) ?? new Set()).add(write.id))
  const found = await Promise.all(
    [...ids].map(async ([collection, wanted]) => {
      const documents = await findRecords(collection, { selector: { id: { $in: [...wanted] } } })
      return documents.map((document) => [`${collection} ${document.id}`, document as AnyDocument] as const)
    }),
  )
  return new Map(found.flat())
}
