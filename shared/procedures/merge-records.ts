/**
 * Merges a customer into another one, or a lead into another lead, and undoes it. What belonged to the merged
 * record moves to the surviving one; the merged record stays as a pointer to it. Undoing moves back what was
 * moved and gives the surviving record the values that the merge replaced, where nobody changed them since.
 *
 * The mark is set first, and what belongs to the record is looked for once more after it: whatever arrived in
 * between is moved, too, and what arrives later is led to the survivor when it is taken in.
 */
import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { isInBook } from '../access.ts'
import type { AnyDocument, CollectionName } from '../entities/index.ts'
import { entityOf } from '../entities/index.ts'
import { absorbedOf, belongings, mergedIntoOf, movedFrom, recordIdsOf } from '../merged-records.ts'
import type { Absorbed, Mergeable } from '../merged-records.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, recordId, refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState, Write } from './define-procedure.ts'
import { changesOf, choosableFields, orNull, restored, takesBoth, withValues } from './merge-fields.ts'
import type { Choices } from './merge-fields.ts'

/** More than these move in parts. */
const mostAtOnce = 200

const oneOf = ['survivor', 'merged']
const oneOrBoth = [...oneOf, 'both']

const fieldsSchema = (collection: Mergeable) =>
  Type.Object(
    Object.fromEntries(
      choosableFields(collection).map(([name, field]): [string, TSchema] => [
        name,
        Type.Optional(Type.Enum(takesBoth(field) ? oneOrBoth : oneOf, { title: field.label })),
      ]),
    ),
    {
      additionalProperties: false,
      description:
        'Whose value each field gets. Of a field that is not named the surviving record keeps its own; where it has none it takes the other one’s, and lists, tags and notes keep both.',
    },
  )

const pairOf = (collection: Mergeable) => ({
  survivorId: recordId(collection, 'The record that stays.'),
  mergedId: recordId(collection, 'The record that becomes part of the other one.'),
})

export const mergeCustomers = mergeProcedure('customers')
export const mergeLeads = mergeProcedure('leads')
export const unmergeCustomers = unmergeProcedure('customers')
export const unmergeLeads = unmergeProcedure('leads')

function mergeProcedure(collection: Mergeable) {
  const isOfCustomers = collection === 'customers'
  return defineProcedure({
    name: isOfCustomers ? 'merge_customers' : 'merge_leads',
    version: 1,
    label: isOfCustomers ? 'Merge customers' : 'Merge leads',
    description: isOfCustomers
      ? 'Makes one customer of two: you choose field by field, and orders, interactions, tasks, cases and files move along. It can be undone.'
      : 'Makes one lead of two: you choose field by field, and interactions, tasks and files move along. It can be undone.',
    roles: ['admin', 'sales_rep'],
    input: inputOf({
      ...pairOf(collection),
      fields: Type.Optional(fieldsSchema(collection)),
    }),
    wants: ({ survivorId, mergedId }) => ({
      documents: [
        [collection, survivorId],
        [collection, mergedId],
      ],
      where: belongings(collection).map(({ collection: of, field }) => [of, field, mergedId] as const),
    }),
    decide(state, { survivorId, mergedId, fields = {} }, context) {
      const survivor = state.get(collection, survivorId) as AnyDocument | undefined
      const merged = state.get(collection, mergedId) as AnyDocument | undefined
      const isGoingOn = context.before !== undefined
      if (isGoingOn && (!merged || mergedIntoOf(merged) !== survivorId)) return undone(context)
      if (survivorId === mergedId)
        return refuse('INVALID_INPUT', said('Choose two different records.'), 'mergedId')
      if (!survivor) return refuse('NOT_FOUND', undefined, 'survivorId')
      if (!merged) return refuse('NOT_FOUND', undefined, 'mergedId')
      if (!mayMerge(context, survivor, merged)) return refuse('FORBIDDEN')
      if (!isGoingOn) {
        if (mergedIntoOf(merged) === survivorId)
          return {
            ok: true,
            ...said('{merged} is part of {survivor} already.', titlesOf(collection, merged, survivor)),
            result: { survivorId, mergedId, already: true },
            writes: [],
          }
        const obstacle = obstacleTo(collection, survivor, merged)
        if (obstacle) return obstacle
      }
      const marks = isGoingOn ? [] : marksOf(collection, survivor, merged, fields as Choices, context)
      if (!Array.isArray(marks)) return marks
      return inParts(state, context, {
        collection,
        from: mergedId,
        to: survivorId,
        marks,
        moves: (of, field, child) => ({
          kind: 'change',
          collection: of,
          id: child.id,
          set: { [field]: survivorId, mergedFrom: movedFrom(child, mergedId) },
          when: { [field]: mergedId },
        }),
        message: (records) =>
          said(
            '{merged} is part of {survivor} now. {records, plural, one {# record} other {# records}} moved along.',
            {
              ...titlesOf(collection, merged, survivor),
              records,
            },
          ),
        result: { survivorId, mergedId },
      })
    },
  })
}

function unmergeProcedure(collection: Mergeable) {
  const isOfCustomers = collection === 'customers'
  return defineProcedure({
    name: isOfCustomers ? 'unmerge_customers' : 'unmerge_leads',
    version: 1,
    label: isOfCustomers ? 'Undo merging of customers' : 'Undo merging of leads',
    description:
      'Makes two records again of what was merged: each gets back what belonged to it. What came since stays with the one that stayed.',
    roles: ['admin', 'sales_rep'],
    input: inputOf(pairOf(collection)),
    wants: ({ survivorId, mergedId }) => ({
      documents: [
        [collection, survivorId],
        [collection, mergedId],
      ],
      where: belongings(collection).map(({ collection: of, field }) => [of, field, survivorId] as const),
    }),
    decide(state, { survivorId, mergedId }, context) {
      const survivor = state.get(collection, survivorId) as AnyDocument | undefined
      const merged = state.get(collection, mergedId) as AnyDocument | undefined
      const isGoingOn = context.before !== undefined
      if (!merged) return isGoingOn ? undone(context) : refuse('NOT_FOUND', undefined, 'mergedId')
      // Merged again by somebody while this was going on: then that is what holds.
      if (isGoingOn && mergedIntoOf(merged) !== undefined) return undone(context)
      const isFull = context.by === 'server' || context.by.role === 'admin'
      if (!survivor && !isFull) return refuse('NOT_FOUND', undefined, 'survivorId')
      if (!mayMerge(context, survivor ?? merged, merged)) return refuse('FORBIDDEN')
      const titles = titlesOf(collection, merged, survivor ?? merged)
      if (!isGoingOn) {
        if (mergedIntoOf(merged) !== survivorId)
          return refuse('NOTHING_TO_DO', said('{merged} is not part of {survivor}.', titles), 'mergedId')
        if (survivor && mergedIntoOf(survivor) !== undefined)
          return refuse(
            'RECORD_MERGED',
            said('{survivor} was merged into another record since. Undo that first.', titles),
            'survivorId',
          )
      }
      const marks: Write[] = isGoingOn
        ? []
        : [
            {
              kind: 'change',
              collection,
              id: mergedId,
              set: { mergedInto: null, lastCall: context.callId },
              subject: true,
            },
            ...(survivor ? [restored(collection, survivor, mergedId)] : []),
          ]
      return inParts(state, context, {
        collection,
        from: survivorId,
        to: mergedId,
        marks,
        isMoved: (child) => ((child['mergedFrom'] ?? []) as string[]).includes(mergedId),
        moves: (of, field, child) => {
          const left = ((child['mergedFrom'] ?? []) as string[]).filter((id) => id !== mergedId)
          return {
            kind: 'change',
            collection: of,
            id: child.id,
            set: { [field]: mergedId, mergedFrom: left.length > 0 ? left : null },
            when: { [field]: survivorId },
          }
        },
        message: (records) =>
          said(
            '{merged} and {survivor} are two records again. {records, plural, one {# record} other {# records}} went back.',
            { ...titles, records },
          ),
        result: { survivorId, mergedId },
      })
    },
  })
}

interface Parts {
  collection: Mergeable
  from: string
  to: string
  /** What is written before anything is moved, with the subject; empty when that was done. */
  marks: readonly Write[]
  isMoved?: (child: AnyDocument) => boolean
  moves: (of: CollectionName, field: string, child: AnyDocument) => Write
  message: (records: number) => Pick<Decision & { ok: true }, 'message' | 'phrase'>
  result: Record<string, unknown>
}

/** As many as fit at once; the part that sets the mark is always followed by a look at what came meanwhile. */
function inParts(state: ProcedureState, context: ProcedureContext, parts: Parts): Decision {
  const all = belongings(parts.collection).flatMap(({ collection, field }) =>
    (state.where(collection, field, parts.from) as AnyDocument[])
      .filter((child) => parts.isMoved?.(child) ?? true)
      .map((child) => ({ collection, write: parts.moves(collection, field, child) })),
  )
  const now = all.slice(0, mostAtOnce)
  const moved: Record<string, number> = {
    ...(context.before?.['moved'] as Record<string, number> | undefined),
  }
  for (const { collection } of now) moved[collection] = (moved[collection] ?? 0) + 1
  const records = Object.values(moved).reduce((sum, count) => sum + count, 0)
  return {
    ok: true,
    ...parts.message(records),
    result: { ...parts.result, moved, records },
    writes: [...parts.marks, ...now.map(({ write }) => write)],
    more: parts.marks.length > 0 || all.length > now.length,
  }
}

/** Somebody undid it while it was going on: it ends with what was done. */
const undone = ({ before = {} }: ProcedureContext): Decision => ({
  ok: true,
  ...said('This was changed by somebody else while it was carried out.'),
  result: before,
  writes: [],
})

/** Who merges may change both records: what belongs to one is seen by the readers of the other afterwards. */
const mayMerge = ({ by }: ProcedureContext, ...records: readonly AnyDocument[]): boolean =>
  by === 'server' || by.role === 'admin' || records.every((record) => isInBook(by, record))

const titlesOf = (collection: Mergeable, merged: AnyDocument, survivor: AnyDocument) => {
  const { title } = entityOf(collection)
  return { merged: title(merged), survivor: title(survivor) }
}

function obstacleTo(collection: Mergeable, survivor: AnyDocument, merged: AnyDocument): Decision | undefined {
  const titles = titlesOf(collection, merged, survivor)
  if (mergedIntoOf(merged) !== undefined)
    return refuse(
      'RECORD_MERGED',
      said('{merged} was merged into another record already.', titles),
      'mergedId',
    )
  if (mergedIntoOf(survivor) !== undefined)
    return refuse(
      'RECORD_MERGED',
      said('{survivor} was merged into another record already.', titles),
      'survivorId',
    )
  if (collection === 'leads' && merged['customerId'] !== undefined)
    return survivor['customerId'] === undefined
      ? refuse('LEAD_STATE', said('{merged} is a customer already. Let that lead stay.', titles), 'mergedId')
      : refuse('LEAD_STATE', said('Both are customers already. Merge the customers instead.'), 'mergedId')
  return undefined
}

/** The mark on the merged record and the new values of the surviving one; or why that cannot be. */
function marksOf(
  collection: Mergeable,
  survivor: AnyDocument,
  merged: AnyDocument,
  choices: Choices,
  context: ProcedureContext,
): Write[] | Decision {
  const { before, after } = changesOf(collection, survivor, merged, choices)
  const [error] = entityOf(collection)
    .check(withValues(survivor, after))
    .filter(({ field }) => (field.split('.')[0] ?? '') in after)
  if (error)
    return refuse(
      'INVALID_INPUT',
      said('Both values together are too much for one record. Choose one of them.'),
      `fields.${error.field.split('.')[0]}`,
    )
  const absorbed: Absorbed = {
    title: titlesOf(collection, merged, survivor).merged,
    at: context.at,
    callId: context.callId,
    ids: recordIdsOf(merged),
    before: orNull(before),
    after: orNull(after),
  }
  return [
    {
      kind: 'change',
      collection,
      id: merged.id,
      set: { mergedInto: survivor.id, lastCall: context.callId },
      subject: true,
    },
    {
      kind: 'change',
      collection,
      id: survivor.id,
      set: { ...orNull(after), absorbed: { ...absorbedOf(survivor), [merged.id]: absorbed } },
      when: orNull(before),
      each: true,
    },
  ]
}
