/**
 * What is stored for a document: its body, the channels it lies in and those it used to lie in. Everything
 * that writes a replicated document builds the state here, so that channels can never be forgotten.
 */
import { channelsOf } from '../../shared/access.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Key, StoredDocument, Write } from '../store/document-store.ts'
import { historyAfter } from './record-history.ts'

/** A change that has been judged; nothing is left but to store it. */
export interface PreparedChange {
  collection: CollectionName
  /** Whole new state; of a delete only its id counts. */
  document: AnyDocument
  deleted: boolean
  /** The document is nobody else's and may become what is stored, without a copy. */
  isOwn?: boolean
  /** The state it replaces. */
  stored?: StoredDocument | undefined
  /** The lead or customer it belongs to, as stored. */
  parent?: StoredDocument | undefined
  /** Channels of which the readers may hold it by their own doing, though it never lay there: they are told. */
  sentFrom?: readonly string[] | undefined
  /** The name of the device that asks for it. */
  device?: string | undefined
  /** Of the push that asks for the change. */
  fingerprint?: string | undefined
}

const rememberedPushes = 20
/** Stands where a push would: what a device pushed before is no longer the last thing that happened. */
const byServer = 'server'

const instants = { time: Number.NaN, text: '' }

/** ISO UTC of milliseconds since 1970: the documents of a push are written within the same few of them. */
export function instantText(time: number): string {
  if (time !== instants.time) Object.assign(instants, { time, text: new Date(time).toISOString() })
  return instants.text
}

export const keyText = ({ kind, id }: Key) => `${kind}:${id}`

/** The lead or customer that a document names. */
export function parentKeyOf(collection: CollectionName, document: AnyDocument): Key | undefined {
  const parent = entityOf(collection).parent?.(document)
  return parent && { kind: parent.collection, id: parent.id }
}

export const sameChannels = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((channel, index) => channel === b[index])

/** The body a document is stored with: as it travels, without what only travels. */
export function bodyOf(document: AnyDocument): Record<string, unknown> {
  if (!('revision' in document || '_deleted' in document)) return { ...(document as Record<string, unknown>) }
  const { revision: _, _deleted: __, ...body } = document
  return body
}

export const documentOf = (stored: StoredDocument) => stored.body as AnyDocument

/** The write that brings `change` about. `acceptedAt` is stamped the first time a document is accepted. */
export function writeOf(change: PreparedChange, now: number): Write {
  const { collection, document, stored, parent, fingerprint } = change
  const deleted = change.deleted
  const body =
    deleted && stored ? stored.body : change.isOwn ? (document as Record<string, unknown>) : bodyOf(document)
  if (!deleted) body['acceptedAt'] = document.acceptedAt ?? stored?.body['acceptedAt'] ?? instantText(now)
  if (!deleted && stored && !stored.deleted) {
    const made = { at: instantText(now), by: document.updatedBy, device: change.device }
    const changes = historyAfter(collection, documentOf(stored), document, made)
    if (changes) body['history'] = changes
    else delete body['history']
  }
  const channels =
    deleted && stored ? stored.channels : inOrder(channelsOf(collection, document, parent?.channels))
  const isParent = collection === 'customers' || collection === 'leads'
  const moved = isParent && stored !== undefined && !sameChannels(stored.channels, channels)
  const parentKey = parent ? keyText(parent) : deleted ? stored?.parent : undefined
  const mark = fingerprint ?? byServer
  const write: Write = {
    kind: collection,
    id: document.id,
    deleted,
    body,
    channels,
    formerChannels: formerChannelsOf(stored, channels, change.sentFrom),
    applied: stored ? [...stored.applied, mark].slice(-rememberedPushes) : [mark],
    expected: stored?.revision,
  }
  if (parentKey) write.parent = parentKey
  if (moved || stored?.childrenPending) write.childrenPending = true
  return write
}

/** Sorted and each once: nearly always they come so, and the array is given back as it is. */
function inOrder(channels: string[]): string[] {
  const isInOrder = channels.every((channel, index) => index === 0 || (channels[index - 1] ?? '') < channel)
  return isInOrder ? channels : [...new Set(channels)].sort()
}

/** All channels the document ever lay in, but not the ones it lies in now. */
export function formerChannelsOf(
  stored: StoredDocument | undefined,
  channels: readonly string[],
  sentFrom: readonly string[] = [],
): string[] {
  if (!stored && sentFrom.length === 0) return []
  const past = new Set([...(stored ? [...stored.formerChannels, ...stored.channels] : []), ...sentFrom])
  return [...past].filter((channel) => !channels.includes(channel)).sort()
}
