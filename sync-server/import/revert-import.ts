/**
 * Takes an import back, one part of its log at a time. What it made is removed while nobody changed it and
 * nothing else refers to it; what it changed gets its former values, field by field, where nobody changed
 * them since. Each record is judged by how it stands now, so that a revert that was interrupted goes on and
 * one that is repeated finds nothing left to do.
 *
 * A new product goes together with its opening stock movement, and only while that is its only one: the
 * ledger never has units of a product that is not there. People are never removed, they can no longer sign in.
 */
import { sameJson } from '../../shared/same-json.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { SatchelError, coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import type { RevertAnswer, RevertResult } from '../../shared/import/import-log.ts'
import { mergedIntoOf } from '../../shared/merged-records.ts'
import { sentence } from '../../shared/phrase.ts'
import type { ServerWrite } from '../context.ts'
import type { Services } from '../services.ts'
import type { StoredDocument } from '../store/document-store.ts'
import { contentOf } from './import-log.ts'
import type { ImportLog, LogEntry } from './import-log.ts'
import { contentOfPerson, updatePerson } from './import-people.ts'
import { createRecordUses } from './record-uses.ts'
import type { RecordUses } from './record-uses.ts'

export type RevertServices = Pick<Services, 'store' | 'people' | 'documents' | 'devices' | 'now' | 'audit'>

export interface Reverter {
  /**
   * Parts go from the last to the first. One that is done answers what became of it. Throws NOT_FOUND, and
   * INVALID_REQUEST for a part whose turn it is not.
   */
  revertPart(id: string, part: number, by: string): Promise<RevertAnswer>
}

const attempts = 5

export function createReverter(services: RevertServices, log: ImportLog): Reverter {
  // Reading who names whom takes the whole store; it is kept for the parts that follow.
  let open: { id: string; uses: RecordUses } | undefined

  async function usesFor(id: string, parts: number): Promise<RecordUses> {
    if (open?.id !== id) {
      const made = new Set<string>()
      for (let part = 0; part < parts; part++)
        for (const entry of (await log.part(id, part)).entries) if (entry.made) made.add(entry.id)
      open = { id, uses: createRecordUses(services.store, made) }
    }
    await open.uses.refresh()
    return open.uses
  }

  return {
    async revertPart(id, part, by) {
      const { past, isFirst } = await log.beginRevert(id, by)
      if (isFirst) await services.audit.append({ by, action: 'import.revert', subject: id })
      if (past.parts === 0) return { import: past, results: [] }
      const { entries, results: known } = await log.part(id, part)
      const next = past.parts - past.revertedParts - 1
      if (part >= past.parts || part < next)
        throw new SatchelError('INVALID_REQUEST', {
          field: 'part',
          message: sentence('An import is reverted from its last part to its first.'),
        })
      if (part > next && known) return { import: past, results: known }
      const results =
        known ?? (await revertEntries(services, await usesFor(id, past.parts), latest(entries), by))
      const after = await log.reverted(id, part, results, by)
      if (after.state === 'reverted' && past.state !== 'reverted') {
        open = undefined
        const details = { ...after.revertedCounts }
        await services.audit.append({ by, action: 'import.reverted', subject: id, details })
      }
      return { import: after, results }
    },
  }
}

/** The last row of the call comes first; a record that a repeated call names twice counts once. */
function latest(entries: readonly LogEntry[]): LogEntry[] {
  const seen = new Set<string>()
  return entries.toReversed().filter(({ collection, id }) => {
    const isNew = !seen.has(`${collection}:${id}`)
    seen.add(`${collection}:${id}`)
    return isNew
  })
}

async function revertEntries(
  services: RevertServices,
  uses: RecordUses,
  entries: readonly LogEntry[],
  by: string,
): Promise<RevertResult[]> {
  const results = new Map<LogEntry, RevertResult>()
  const people = entries.filter(({ collection }) => collection === 'salesReps')
  for (const entry of people) results.set(entry, await revertPerson(services, uses, entry))
  let open = entries.filter(({ collection }) => collection !== 'salesReps')
  // A record that another one of this part refers to is free once that one is gone.
  while (open.length > 0) {
    await uses.refresh()
    const outcomes = await revertRecords(services, uses, open, by)
    open.forEach((entry, index) => {
      const outcome = outcomes[index]
      if (outcome) results.set(entry, outcome)
    })
    const used = open.filter((entry) => results.get(entry)?.reason === 'used')
    if (used.length === open.length) break
    open = used
  }
  return entries.flatMap((entry) => results.get(entry) ?? [])
}

const resultOf = (
  { collection, id, key, title }: LogEntry,
  outcome: RevertResult['outcome'],
  more: Partial<RevertResult> = {},
): RevertResult => ({ collection, id, key, title, outcome, ...more })

const refusedBy = (entry: LogEntry, error: CodedError): RevertResult =>
  resultOf(entry, 'kept', { reason: 'refused', error })

/** What is to be written for one record, or what became of it. */
type Judged = { result: RevertResult; writes: ServerWrite[] }

async function revertRecords(
  { store, documents, now }: RevertServices,
  uses: RecordUses,
  entries: readonly LogEntry[],
  by: string,
): Promise<RevertResult[]> {
  const results: (RevertResult | undefined)[] = entries.map(() => undefined)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const open = entries.flatMap((entry, index) => (results[index] ? [] : [{ entry, index }]))
    if (open.length === 0) break
    const stored = await store.getMany(open.map(({ entry }) => ({ kind: entry.collection, id: entry.id })))
    const openings = new Map(
      (
        await store.getMany(
          open.flatMap(({ entry }) =>
            entry.opening === undefined ? [] : [{ kind: 'stockMovements', id: entry.opening }],
          ),
        )
      ).flatMap((one) => (one ? [[one.id, one] as const] : [])),
    )
    const judged = open.map(({ entry }, place) => {
      const opening = entry.opening === undefined ? undefined : openings.get(entry.opening)
      return entry.made === undefined
        ? restore(entry, stored[place], { by, at: new Date(now()).toISOString() })
        : remove(entry, stored[place], opening, uses)
    })
    const answers = await documents.write(judged.flatMap(({ writes }) => writes))
    let from = 0
    judged.forEach(({ result, writes }, place) => {
      const own = answers.slice(from, (from += writes.length))
      const failed = own.find((answer) => !answer.ok)
      const index = open[place]?.index ?? 0
      const entry = open[place]?.entry
      if (!failed || failed.ok) results[index] = result
      // Somebody was faster: it is judged again by how it stands then.
      else if (entry && (failed.error.code !== 'CONFLICT' || attempt === attempts - 1))
        results[index] = refusedBy(entry, failed.error)
    })
  }
  return results.filter((result) => result !== undefined)
}

function remove(
  entry: LogEntry,
  stored: StoredDocument | undefined,
  opening: StoredDocument | undefined,
  uses: RecordUses,
): Judged {
  const livingOpening = opening && !opening.deleted ? opening : undefined
  const own = `stockMovements:${entry.opening ?? ''}`
  const others = uses.of(entry.id).filter((name) => name !== own)
  const dropOpening: ServerWrite[] =
    livingOpening && others.length === 0
      ? [
          {
            collection: 'stockMovements',
            document: livingOpening.body as AnyDocument,
            deleted: true,
            stored: livingOpening,
          },
        ]
      : []
  // Never written, or removed before: by an interrupted revert, or by somebody.
  if (!stored || stored.deleted) {
    const byUs = !stored || contentOf(stored.body) === entry.made
    return { result: resultOf(entry, 'removed', byUs ? {} : { reason: 'gone' }), writes: dropOpening }
  }
  if (contentOf(stored.body) !== entry.made)
    return { result: resultOf(entry, 'kept', { reason: 'changed' }), writes: [] }
  if (others.length > 0) return { result: resultOf(entry, 'kept', { reason: 'used' }), writes: [] }
  const document = stored.body as AnyDocument
  // The product first: a movement without its product is in nobody's figures, the reverse would not add up.
  return {
    result: resultOf(entry, 'removed'),
    writes: [{ collection: entry.collection, document, deleted: true, stored }, ...dropOpening],
  }
}

/** The record with its former values where they are still those of the import, and the fields that are not. */
function formerOf(before: AnyDocument, changes: NonNullable<LogEntry['changes']>) {
  const document: AnyDocument = { ...before }
  const kept: string[] = []
  let restored = 0
  let former = 0
  for (const [field, [old, now]] of Object.entries(changes)) {
    if (sameJson(before[field], now ?? undefined)) {
      if (old === undefined || old === null) Reflect.deleteProperty(document, field)
      else document[field] = old
      restored++
    } else if (sameJson(before[field], old ?? undefined)) former++
    else kept.push(field)
  }
  return { document, kept, restored, former }
}

function outcomeOf(entry: LogEntry, kept: string[], back: number): RevertResult {
  if (kept.length === 0) return resultOf(entry, 'restored')
  return resultOf(entry, back > 0 ? 'partly' : 'kept', { reason: 'changed', fields: kept })
}

function restore(
  entry: LogEntry,
  stored: StoredDocument | undefined,
  { by, at }: { by: string; at: string },
): Judged {
  if (!stored || stored.deleted) return { result: resultOf(entry, 'kept', { reason: 'gone' }), writes: [] }
  const { document, kept, restored, former } = formerOf(stored.body as AnyDocument, entry.changes ?? {})
  const result = outcomeOf(entry, kept, restored + former)
  if (restored > 0 && mergedIntoOf(document) !== undefined)
    return { result: refusedBy(entry, coded('RECORD_MERGED')), writes: [] }
  if (restored === 0) return { result, writes: [] }
  const written = { ...document, updatedAt: at, updatedBy: by }
  return { result, writes: [{ collection: entry.collection, document: written, stored }] }
}

async function revertPerson(
  services: RevertServices,
  uses: RecordUses,
  entry: LogEntry,
): Promise<RevertResult> {
  const { store, people, devices } = services
  const stored = await store.get({ kind: 'salesReps', id: entry.id })
  if (!stored || stored.deleted) return resultOf(entry, 'kept', { reason: 'gone' })
  const before = stored.body as AnyDocument
  try {
    if (entry.made === undefined) {
      const { document, kept, restored, former } = formerOf(before, entry.changes ?? {})
      if (restored > 0) await updatePerson(services, before, document)
      return outcomeOf(entry, kept, restored + former)
    }
    if (people.find(entry.id)?.active === false) return resultOf(entry, 'deactivated')
    if (devices.all().some(({ userId }) => userId === entry.id))
      return resultOf(entry, 'kept', { reason: 'signed-in' })
    if (contentOfPerson(before) !== entry.made) return resultOf(entry, 'kept', { reason: 'changed' })
    // Colleagues and teams of the same import do not speak for somebody; customers and orders do.
    await uses.refresh()
    const others = uses.of(entry.id).filter((name) => !name.startsWith('salesReps:'))
    if (others.length > 0) return resultOf(entry, 'kept', { reason: 'used' })
    await people.update(entry.id, { active: false, teamIds: [], leadsTeamIds: [] })
    return resultOf(entry, 'deactivated')
  } catch (error) {
    if (!(error instanceof SatchelError) || error.error.code === 'STORE_UNAVAILABLE') throw error
    return refusedBy(entry, error.error)
  }
}
