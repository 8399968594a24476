/**
 * Judges one pushed document against what is stored. The order matters: first whether the person may see
 * the document at all, so that one they may not see and one that does not exist answer alike; then whether
 * it is a repetition or a conflict; then whether they may make the change.
 */
import { mayBringBack, mayWrite } from '../../shared/access.ts'
import { sameJson } from '../../shared/same-json.ts'
import { settle } from '../../shared/settle.ts'
import type { Surroundings } from '../../shared/access.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { coded } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Person } from '../../shared/roles.ts'
import { mergedIntoOf } from '../../shared/merged-records.ts'
import { mergeDocument } from '../../shared/sync/merge-document.ts'
import { personsPart } from '../../shared/server-fields.ts'
import type { PushResult, WireDocument } from '../../shared/sync/protocol.ts'
import type { StoredDocument } from '../store/document-store.ts'
import { invalidDocument } from './document-errors.ts'
import { wireOf } from './list-changes.ts'
import type { ShapedRow } from './row-shape.ts'
import { bodyOf, documentOf, instantText, keyText, parentKeyOf } from './stored-state.ts'
import type { PreparedChange } from './stored-state.ts'

export interface Judged {
  person: Person
  /** May the person read what lies in these channels? */
  reads: (channels: readonly string[]) => boolean
  /** Who sent the row. */
  deviceId: string
  /** What people call that device. */
  device: string | undefined
  collection: CollectionName
  row: ShapedRow
  fingerprint: string
  /** Of the state that the device believes is stored, as if the device had pushed it. */
  assumedFingerprint: string | undefined
  stored: StoredDocument | undefined
  /** The lead or customer that the new state names. */
  parent: StoredDocument | undefined
  /** The one that the stored state names. */
  storedParent: StoredDocument | undefined
  /** The field that names a document which the person may not see, or which does not exist. */
  unseen: string | undefined
  /** The record that the stored one was merged into. */
  survivor: StoredDocument | undefined
  /** Where a new document belongs by now, when that is not where it says: what it named was merged. */
  home: (document: AnyDocument) => { document: AnyDocument; parent: StoredDocument | undefined } | undefined
  teamsOf: Surroundings['teamsOf']
  now: number
}

/** `survivor`: the edit was one of a merged record; this is what it makes of the record that took it in. */
export type Judgement = { result: PushResult } | { change: PreparedChange; survivor?: PreparedChange }

/** How far a device's clock may run ahead. */
const clockTolerance = 5 * 60_000

export function judgeRow(given: Judged): Judgement {
  const { reads, row, stored, fingerprint } = given
  const { id, assumed } = row
  const accepted: Judgement = { result: { id, outcome: 'accepted' } }

  const isReadable = stored !== undefined && reads(stored.channels)
  const bringsBack = !row.deleted && assumed?.['_deleted'] === true
  // A delete of what is not there is done; it says nothing about whether something unseen is.
  if (row.deleted && !isReadable && !assumed) return accepted
  // What was made and deleted before it was ever sent comes back as what it is here: new.
  if (stored ? !isReadable : assumed && !bringsBack) return rejected(id, 'NOT_FOUND')
  if (stored?.applied.includes(fingerprint)) return strayOf(given, stored) ?? standing(row, stored)
  if (stored?.deleted) {
    if (row.deleted) return accepted
    return bringsBack
      ? judgeReturn(given, stored)
      : { result: { id, outcome: 'conflict', current: { id, _deleted: true } } }
  }
  return row.deleted ? judgeDelete(given) : judgeState(given)
}

/** It is stored already, by this push or by whoever came to the same. */
const standing = ({ id, deleted }: ShapedRow, { revision }: StoredDocument): Judgement => ({
  result: { id, outcome: 'accepted', ...(!deleted && { revision }) },
})

/** A repetition finds what was stored while its customer or lead was merged, by a process that then died. */
function strayOf({ collection, row, home }: Judged, stored: StoredDocument): Judgement | undefined {
  if (stored.deleted || row.deleted) return undefined
  const found = home(documentOf(stored))
  return found?.parent && !found.parent.deleted
    ? { change: { collection, ...found, deleted: false, stored } }
    : undefined
}

function judgeDelete(given: Judged): Judgement {
  const { person, collection, row, stored, fingerprint, storedParent } = given
  if (!stored) return { result: { id: row.id, outcome: 'accepted' } }
  if (isConflict(given, stored)) return conflict(stored)
  const before = documentOf(stored)
  const verdict = mayWrite(person, collection, before, undefined, around(given, storedParent))
  if (!verdict.allowed) return rejected(row.id, 'FORBIDDEN', verdict.field)
  return {
    change: { collection, document: before, deleted: true, stored, parent: storedParent, fingerprint },
  }
}

/** A deletion is taken back: the record returns under its id, with all that the server had set in it. */
function judgeReturn(given: Judged, stored: StoredDocument): Judgement {
  const { person, collection, row, fingerprint, parent } = given
  const before = documentOf(stored)
  const parentKey = parentKeyOf(collection, row.document)
  if (parentKey && (!parent || parent.deleted || !given.reads(parent.channels)))
    return rejected(row.id, 'RELATED_NOT_FOUND', parentKey.kind === 'leads' ? 'leadId' : 'customerId')
  const surroundings = around(given, parent)
  const document = settle(person, collection, before, row.document, surroundings)
  holdToClock(document, given.now)
  const verdict = mayBringBack(person, collection, before, document, surroundings)
  if (!verdict.allowed) return rejected(row.id, 'FORBIDDEN', verdict.field)
  if (given.unseen !== undefined) return rejected(row.id, 'RELATED_NOT_FOUND', given.unseen)
  const errors = entityOf(collection).check(document)
  if (errors.length > 0)
    return { result: { id: row.id, outcome: 'rejected', error: invalidDocument(errors) } }
  return {
    change: { collection, document, deleted: false, stored, parent, fingerprint, device: given.device },
  }
}

function judgeState(given: Judged): Judgement {
  const { person, collection, row, stored, fingerprint, parent, storedParent, now } = given
  const before = stored && documentOf(stored)
  const parentKey = parentKeyOf(collection, row.document)
  const staysWithParent = parentKey !== undefined && stored?.parent === keyText(parentKey)
  if (parentKey && !staysWithParent && (!parent || parent.deleted || !given.reads(parent.channels)))
    return rejected(row.id, 'RELATED_NOT_FOUND', parentKey.kind === 'leads' ? 'leadId' : 'customerId')

  const surroundings = around(given, parent)
  const document = settle(person, collection, before, proposedState(given), surroundings)
  if (!before && collection === 'calls') document['deviceId'] = given.deviceId
  holdToClock(document, now)
  if (before && sameContent(collection, before, document)) return standing(row, stored)
  if (stored && isConflict(given, stored)) return conflict(stored)

  const verdict = mayWrite(person, collection, before, document, surroundings)
  if (!verdict.allowed) return rejected(row.id, 'FORBIDDEN', verdict.field)
  // Whoever moves a record to another parent needs the right to change it where it is, too.
  if (
    before &&
    !staysWithParent &&
    !mayWrite(person, collection, before, before, around(given, storedParent)).allowed
  )
    return rejected(row.id, 'FORBIDDEN')
  if (given.unseen !== undefined) return rejected(row.id, 'RELATED_NOT_FOUND', given.unseen)
  const isChecked = !before && row.isWhole && staysValid(collection)
  const errors = isChecked ? [] : entityOf(collection).check(document)
  if (errors.length > 0)
    return { result: { id: row.id, outcome: 'rejected', error: invalidDocument(errors) } }
  const change: PreparedChange = {
    collection,
    document,
    isOwn: true,
    deleted: false,
    stored,
    parent,
    fingerprint,
    device: given.device,
  }
  if (!before) return settleIn(given, change)
  if (mergedIntoOf(before) === undefined) return { change }
  const survivor = editOfSurvivor(given, before, document)
  return 'result' in survivor ? survivor : { change, ...survivor }
}

const settling = new Map<CollectionName, boolean>()

/**
 * Whether a valid new document is one after it was settled, too: settling sets people and teams that the server
 * knows and takes away what only the server sets, so that nothing can be wrong where none of these has to be there
 * and no rule looks at several fields together.
 */
function staysValid(collection: CollectionName): boolean {
  let stays = settling.get(collection)
  if (stays === undefined) {
    const { fields, rules } = entityOf(collection)
    stays =
      !rules &&
      Object.entries(fields).every(
        ([name, { setBy, required }]) =>
          !required || (setBy !== 'server' && name !== 'ownerId' && name !== 'teamId'),
      )
    settling.set(collection, stays)
  }
  return stays
}

const instantLength = '2026-01-01T00:00:00.000Z'.length

function holdToClock(document: AnyDocument, now: number) {
  const latest = instantText(now + clockTolerance)
  const { updatedAt } = document
  // Instants of this length compare as text; devices write no other.
  const isAhead =
    updatedAt.length === instantLength ? updatedAt > latest : Date.parse(updatedAt) > now + clockTolerance
  if (isAhead) document.updatedAt = instantText(now)
}

/** Somebody wrote it down for a record that was merged meanwhile: it is the survivor's. */
function settleIn(given: Judged, change: PreparedChange): Judgement {
  const home = given.home(change.document)
  if (!home) return { change }
  const isHomeless =
    parentKeyOf(change.collection, home.document) !== undefined && (!home.parent || home.parent.deleted)
  if (isHomeless) return rejected(change.document.id, 'RELATED_NOT_FOUND')
  return { change: { ...change, ...home, sentFrom: change.parent?.channels } }
}

/**
 * What an edit of a merged record makes of the one it is part of: of fields that say something else there,
 * nobody can tell, so the person is asked.
 */
function editOfSurvivor(
  given: Judged,
  before: AnyDocument,
  document: AnyDocument,
): { result: PushResult } | { survivor?: PreparedChange } {
  const { person, collection, row, survivor, reads } = given
  if (!survivor || survivor.deleted || !reads(survivor.channels)) return rejected(row.id, 'RECORD_MERGED')
  const entity = entityOf(collection)
  const theirs = documentOf(survivor)
  const { merged, clashes } = mergeDocument(entity, before, document, theirs)
  if (clashes[0]) return rejected(row.id, 'RECORD_MERGED', clashes[0].field)
  if (sameContent(collection, theirs, merged)) return {}
  if (!mayWrite(person, collection, theirs, merged, around(given, undefined)).allowed)
    return rejected(row.id, 'RECORD_MERGED')
  const errors = entity.check(merged)
  if (errors.length > 0)
    return { result: { id: row.id, outcome: 'rejected', error: invalidDocument(errors) } }
  return {
    survivor: {
      collection,
      document: { ...merged, updatedBy: person.id },
      deleted: false,
      stored: survivor,
    },
  }
}

function around({ teamsOf, now }: Judged, parent: StoredDocument | undefined): Surroundings {
  return parent
    ? { teamsOf, now, parent: documentOf(parent), parentChannels: parent.channels }
    : { teamsOf, now }
}

/**
 * What the row asks for. An edit of what the device itself pushed last leaves alone what the server gave
 * other values when it took that in, such as the owner: the device has not been told yet.
 */
function proposedState({ collection, row, stored, assumedFingerprint }: Judged): AnyDocument {
  const { assumed } = row
  if (!stored || !assumed || stored.applied.at(-1) !== assumedFingerprint) return row.document
  const proposed = bodyOf(row.document) as AnyDocument
  for (const name of Object.keys(entityOf(collection).fields)) {
    if (!sameJson(proposed[name], assumed[name]) || isStamp(name)) continue
    if (stored.body[name] === undefined) delete proposed[name]
    else proposed[name] = stored.body[name]
  }
  return proposed
}

/**
 * The edit was made on another state than the stored one. A state that says the same is no other, and
 * neither is what the device itself pushed last: it has not been told of the revision that this made.
 */
function isConflict({ collection, row: { assumed }, assumedFingerprint }: Judged, stored: StoredDocument) {
  if (!assumed) return true
  if (assumed['revision'] === stored.revision || stored.applied.at(-1) === assumedFingerprint) return false
  return assumed['_deleted'] === true || !sameContent(collection, documentOf(stored), assumed as AnyDocument)
}

/** The same in every field that a person sets. */
function sameContent(collection: CollectionName, a: AnyDocument, b: AnyDocument): boolean {
  return Object.entries(entityOf(collection).fields).every(
    ([name, field]) =>
      field.setBy === 'server' ||
      isStamp(name) ||
      sameJson(personsPart(field, a[name]), personsPart(field, b[name])),
  )
}

const isStamp = (name: string) => name === 'createdAt' || name === 'updatedAt'

function conflict(stored: StoredDocument): Judgement {
  const current: WireDocument = wireOf(stored)
  return { result: { id: stored.id, outcome: 'conflict', current } }
}

function rejected(id: string, code: ErrorCode, field?: string): { result: PushResult } {
  return { result: { id, outcome: 'rejected', error: coded(code, field ? { field } : {}) } }
}
