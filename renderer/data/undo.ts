/**
 * What this window changed, step by step, so that it can be taken back and done again. A step is what a person
 * sees as one action: one record saved, or two hundred at once. Taking it back is a change like any other: it
 * is judged by the same rules, works without a network and is sent like everything else. A field that somebody
 * changed since is left as it is. A record that was deleted comes back under its id, so that all that names it, its
 * files too, belongs to it again.
 */
import { create } from 'zustand'
import { sameJson } from '../../shared/same-json.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { DataService, Refusal, SaveResult } from './contract.ts'

type Values = Record<string, unknown>

export type UndoPart =
  | { kind: 'create'; collection: CollectionName; id: string }
  | { kind: 'save'; collection: CollectionName; id: string; before: Values; after: Values }
  | { kind: 'remove'; collection: CollectionName; id: string; document: AnyDocument }

export interface UndoStep {
  id: string
  parts: UndoPart[]
}

export type UndoOutcome =
  | { ok: true; step: UndoStep }
  /** Nothing was left to take back, or it was refused; the step is forgotten. */
  | { ok: false; step: UndoStep; refused?: Refusal }

const mostSteps = 100

interface Steps {
  done: readonly UndoStep[]
  undone: readonly UndoStep[]
}

/** The steps of this window; the last one is the next to be taken back, or to be done again. */
export const useSteps = create<Steps>(() => ({ done: [], undone: [] }))

/** Gathers the writes of one action: hand it to each of them. */
export const newStep = (): UndoStep => ({ id: crypto.randomUUID(), parts: [] })

export const forgetSteps = () => useSteps.setState({ done: [], undone: [] })

export interface Journal {
  create(collection: CollectionName, values: Values, step: UndoStep): Promise<SaveResult>
  save(collection: CollectionName, id: string, changes: Values, step: UndoStep): Promise<SaveResult>
  remove(collection: CollectionName, id: string, step: UndoStep): Promise<SaveResult>
  /** Takes back this step, or the last one; undefined when there is none. */
  undo(step?: UndoStep): Promise<UndoOutcome | undefined>
  redo(): Promise<UndoOutcome | undefined>
}

export function journal(data: () => DataService): Journal {
  const note = (step: UndoStep, part: UndoPart) => {
    step.parts.push(part)
    useSteps.setState(({ done }) => ({
      done: [...done.filter(({ id }) => id !== step.id), step].slice(-mostSteps),
      undone: [],
    }))
  }

  /** Does the opposite of each part, last first; answers the parts that would bring it all back. */
  async function reverse(step: UndoStep): Promise<{ parts: UndoPart[]; refused?: SaveResult }> {
    const parts: UndoPart[] = []
    let refused: SaveResult | undefined
    for (const part of step.parts.toReversed()) {
      const { answer, opposite } = await reversePart(part)
      if (answer && !answer.ok) refused = answer
      else if (opposite) parts.push(opposite)
    }
    return { parts, ...(refused && { refused }) }
  }

  async function reversePart(part: UndoPart): Promise<{ answer?: SaveResult; opposite?: UndoPart }> {
    const { collection, id } = part
    const current = await data().get(collection, id)
    switch (part.kind) {
      case 'create': {
        if (!current) return {}
        return {
          answer: await data().remove(collection, id),
          opposite: { kind: 'remove', collection, id, document: current },
        }
      }
      case 'remove': {
        if (current) return {}
        const answer = await data().restore(collection, part.document)
        return answer.ok ? { answer, opposite: { kind: 'create', collection, id } } : { answer }
      }
      case 'save': {
        const mine = Object.keys(part.after).filter((name) => sameJson(current?.[name], part.after[name]))
        if (!current || mine.length === 0) return {}
        const only = (values: Values) => Object.fromEntries(mine.map((name) => [name, values[name]]))
        return {
          answer: await data().save(collection, id, only(part.before)),
          opposite: {
            kind: 'save',
            collection,
            id,
            before: only(part.after),
            after: only(part.before),
          },
        }
      }
      default:
        return part satisfies never
    }
  }

  async function take(from: keyof Steps, step: UndoStep | undefined): Promise<UndoOutcome | undefined> {
    if (!step) return undefined
    const to = from === 'done' ? 'undone' : 'done'
    useSteps.setState((steps) => ({ [from]: steps[from].filter(({ id }) => id !== step.id) }))
    const { parts, refused } = await reverse(step)
    if (parts.length === 0) return { ok: false, step, ...(refused && !refused.ok && { refused }) }
    useSteps.setState((steps) => ({ [to]: [...steps[to], { id: step.id, parts }].slice(-mostSteps) }))
    return { ok: true, step }
  }

  return {
    async create(collection, values, step) {
      const result = await data().create(collection, values)
      if (result.ok) note(step, { kind: 'create', collection, id: result.id })
      return result
    },
    async save(collection, id, changes, step) {
      const result = await data().save(collection, id, changes)
      if (!result.ok || Object.keys(result.after).length === 0) return result
      const { before, after } = result
      note(step, { kind: 'save', collection, id, before, after })
      return result
    },
    async remove(collection, id, step) {
      const result = await data().remove(collection, id)
      if (result.ok) note(step, { kind: 'remove', collection, id, document: result.removed })
      return result
    },
    undo: (step) => take('done', step ?? useSteps.getState().done.at(-1)),
    redo: () => take('undone', useSteps.getState().undone.at(-1)),
  }
}
