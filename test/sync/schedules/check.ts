/** What must hold when a schedule has come to rest, and what must hold whenever an app starts. */
import { sameJson } from '../../../shared/same-json.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { collectionNames, entityOf } from '../../../shared/entities/index.ts'
import type { InboxEntry } from '../../../renderer/data/contract.ts'
import type { Member } from './company.ts'
import type { DeviceState } from './device-thread.ts'
import type { Truth } from './truth.ts'
import { tokensIn } from './typed.ts'
import type { TypedLog } from './typed.ts'

type Finding = (text: string) => void

/** A device at rest, whatever it runs in. */
export interface CheckedDevice {
  number: number
  member: Member
  host: {
    /** Undefined when it does not run. */
    state(): Promise<DeviceState | undefined>
    inbox(): Promise<InboxEntry[]>
    /** Every row on its disk as text, beside its Sync inbox. */
    disk(): Promise<{ table: string; row: string }[]>
  }
}

/** The device holds what the server has for its person, and no trace of anything else. */
export async function checkConvergence(given: { device: CheckedDevice; truth: Truth; finding: Finding }) {
  const { device, truth, finding } = given
  const who = `device ${device.number}`
  const state = await device.host.state()
  if (!state) return finding(`${who} does not run at the end`)
  if (state.pending.length > state.inbox.length)
    finding(`[D4] ${who} still has something to send: ${JSON.stringify(state.pending)}`)
  for (const collection of collectionNames) {
    const wanted = truth.visible(device.member.id, collection)
    const held = new Map(state.documents[collection].map((document) => [document.id, document]))
    for (const [id, document] of wanted) {
      const local = held.get(id)
      if (!local) finding(`[V4] ${who} lacks ${collection} ${id}`)
      else if (!sameJson(local, document))
        finding(
          `[C1] ${who} holds another ${collection} ${id}: ${JSON.stringify(difference(local, document))}`,
        )
    }
    for (const id of held.keys())
      if (!wanted.has(id))
        finding(
          `[V3] ${who} holds ${collection} ${id}, which is not for it: ${JSON.stringify(truth.of(collection, id).at(-1))}`,
        )
  }
  await checkDisk(given)
}

/** Texts of documents that are gone from the person's sight are gone from every table, too. */
async function checkDisk({ device, truth, finding }: Parameters<typeof checkConvergence>[0]) {
  const visible = new Map(
    collectionNames.flatMap((collection) => [...truth.visible(device.member.id, collection)]),
  )
  for (const { table, row } of await device.host.disk())
    for (const [id, content] of documentsIn(row)) {
      const tokens = [...new Set(tokensIn(content))]
      // A visible document's older text may linger, and what was deleted here before it was ever sent.
      const wasStored = collectionNames.some((name) => truth.of(name, id).length > 0)
      if (tokens.length === 0 || visible.has(id) || !wasStored) continue
      const isDeleted = collectionNames.some((name) => truth.of(name, id).at(-1)?.deleted === true)
      finding(
        `[V3] device ${device.number} keeps ${tokens.join(' ')} of ${isDeleted ? 'the deleted ' : ''}${id} in ${table}`,
      )
    }
}

/** The documents that a row of any table is about: itself, replication's note of one, or states that were sent. */
function documentsIn(row: string): [id: string, content: unknown][] {
  const parsed = JSON.parse(row) as {
    id: string
    itemId?: string
    docData?: unknown
    data?: { states?: Record<string, unknown> }
  }
  if (parsed.data?.states) return Object.entries(parsed.data.states)
  if (parsed.itemId !== undefined) return parsed.docData ? [[parsed.itemId, parsed.docData]] : []
  return [[parsed.id, parsed]]
}

/** What was typed is on the server, was replaced by somebody who saw it, or is in an inbox. */
export async function checkTyped(given: {
  devices: CheckedDevice[]
  truth: Truth
  typed: TypedLog
  finding: Finding
}) {
  const { devices, truth, typed, finding } = given
  const stored = new Set(collectionNames.flatMap((collection) => [...everStored(truth, collection)]))
  for (const collection of collectionNames)
    for (const [id, moments] of truth.all(collection)) {
      moments.forEach((moment, index) => {
        const before = moments[index - 1]
        if (!before || before.deleted) return
        for (const field of Object.keys(entityOf(collection).fields)) {
          const now = new Set(moment.deleted ? [] : tokensIn(moment.body[field]))
          for (const token of tokensIn(before.body[field]))
            if (!now.has(token) && !typed.isGivenUp(token))
              finding(
                `[C1] ${token} vanished from ${field} of ${collection} ${id} though nobody who saw it took it away`,
              )
        }
      })
    }
  const inInbox = new Map<string, Set<string>>()
  for (const device of devices) {
    const tokens = inInbox.get(device.member.id) ?? new Set<string>()
    for (const entry of await device.host.inbox()) for (const token of tokensIn(entry)) tokens.add(token)
    inInbox.set(device.member.id, tokens)
  }
  for (const { token, userId, device, collection, id } of typed.all()) {
    const isKept = stored.has(token) || typed.isGivenUp(token) || inInbox.get(userId)?.has(token) === true
    if (!isKept) finding(`[D2] ${token}, typed on device ${device} into ${collection} ${id}, is nowhere`)
  }
}

/** Every token that the server ever had in the collection; an inbox entry taken up again has a new id. */
function everStored(truth: Truth, collection: CollectionName): Set<string> {
  const tokens = new Set<string>()
  for (const [, moments] of truth.all(collection))
    for (const { body } of moments) for (const token of tokensIn(body)) tokens.add(token)
  return tokens
}

/** After a start: everything typed that is neither on the server nor in the inbox is counted as waiting. */
export async function checkPending(given: {
  device: CheckedDevice
  truth: Truth
  typed: TypedLog
  finding: Finding
}) {
  const { device, truth, typed, finding } = given
  const state = await device.host.state()
  if (!state) return
  const waiting = new Set(state.pending.map(({ id }) => id))
  const unsent = Object.values(state.documents)
    .flat()
    .filter(({ id }) => waiting.has(id))
  const kept = new Set([...tokensIn(state.inbox), ...tokensIn(unsent)])
  for (const { token, device: number, collection, id } of typed.all()) {
    if (number !== device.number || kept.has(token) || typed.isGivenUp(token)) continue
    const isStored = everStored(truth, collection).has(token)
    if (!isStored)
      finding(
        `[D4] ${token} of ${collection} ${id} is not on the server and does not wait on device ${number}`,
      )
  }
}

/** The fields that differ, on the device and on the server. */
function difference(local: AnyDocument, wanted: AnyDocument) {
  const fields = [...new Set([...Object.keys(local), ...Object.keys(wanted)])]
  return Object.fromEntries(
    fields
      .filter((field) => !sameJson(local[field], wanted[field]))
      .map((field) => [field, [local[field], wanted[field]]]),
  )
}
