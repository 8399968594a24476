/** What a decision would write, as a person reads it: which records are new, which change, and in what. */
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { lineStateNames } from '../../../shared/order-lifecycle.ts'
import type { Done, Write } from '../../../shared/procedures/define-procedure.ts'
import { word } from '../../words/say.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'

export interface Effect {
  /** Of the list. */
  key: string
  collection: CollectionName
  /** Of the record that is touched. */
  id: string
  isNew: boolean
  title: string
  facts: { label: string; from: string; to: string }[]
}

/** Bookkeeping that says nothing to a person. */
const silent = new Set(['lastCall', 'stockAsOf', 'updatedAt', 'createdAt'])

/** One effect for each record; `before` gives its state on this device, where it is there. */
export function effectsOf(
  { writes }: Pick<Done, 'writes'>,
  before: (collection: CollectionName, id: string) => AnyDocument | undefined,
  nameOf: NameOf,
): Effect[] {
  const effects = new Map<string, Effect>()
  for (const write of writes) {
    const id = write.kind === 'create' ? write.document.id : write.id
    const key = `${write.collection} ${id}`
    const stored = before(write.collection, id)
    const known = effects.get(key)
    const facts = factsOf(write, stored, nameOf)
    if (known) known.facts.push(...facts)
    else
      effects.set(key, {
        key,
        collection: write.collection,
        id,
        isNew: write.kind === 'create',
        title: titleOf(write, stored, nameOf),
        facts,
      })
  }
  return [...effects.values()].filter(({ isNew, facts }) => isNew || facts.length > 0)
}

function titleOf(write: Write, stored: AnyDocument | undefined, nameOf: NameOf): string {
  const entity = entityOf(write.collection)
  const document = write.kind === 'create' ? write.document : stored
  if (!document) return word(entity.label.one)
  const product = document['productId']
  const title = entity.title(document)
  return typeof product === 'string' ? `${nameOf('products', product) ?? ''} ${title}`.trim() : title
}

function factsOf(write: Write, stored: AnyDocument | undefined, nameOf: NameOf): Effect['facts'] {
  const { fields } = entityOf(write.collection)
  const values = write.kind === 'create' ? write.document : write.set
  const facts = Object.entries(values).flatMap(([name, value]) => {
    const field = fields[name]
    if (!field || silent.has(name) || field.kind === 'list' || field.kind === 'value') return []
    if (write.kind === 'create' && (field.kind === 'reference' || name === 'id')) return []
    const from = stored ? fieldText(field, stored[name], stored, nameOf) : ''
    const to = fieldText(field, value, { ...stored, ...values }, nameOf)
    return from === to || (to === '' && from === '') ? [] : [{ label: word(field.label), from, to }]
  })
  return write.kind === 'change' && write.items ? [...facts, ...itemFacts(write, stored)] : facts
}

interface Item extends Record<string, unknown> {
  id: string
  description?: string
}

/** The units of order items that move; other lists have no items that procedures change. */
function itemFacts(write: Extract<Write, { kind: 'change' }>, stored: AnyDocument | undefined) {
  return Object.entries(write.items ?? {}).flatMap(([list, changes]) => {
    const fields = entityOf(write.collection).fields[list]?.fields ?? {}
    return ((stored?.[list] ?? []) as Item[]).flatMap((item) =>
      Object.entries(changes[item.id] ?? {}).flatMap(([name, value]) => {
        const field = fields[name]
        if (!field) return []
        const isFigure = (lineStateNames as readonly string[]).includes(name)
        const from = fieldText(field, item[name] ?? (isFigure ? 0 : undefined), stored)
        const to = fieldText(field, value, stored)
        return from === to ? [] : [{ label: `${item.description ?? ''}: ${word(field.label)}`, from, to }]
      }),
    )
  })
}

/** "2 products and 1 order change, 3 stock movements are new": how much of what. */
export function countsOf(
  effects: readonly Effect[],
): { collection: CollectionName; isNew: boolean; count: number }[] {
  const counts = new Map<string, { collection: CollectionName; isNew: boolean; count: number }>()
  for (const { collection, isNew } of effects) {
    const key = `${collection} ${isNew}`
    const known = counts.get(key) ?? { collection, isNew, count: 0 }
    counts.set(key, { ...known, count: known.count + 1 })
  }
  return [...counts.values()]
}
