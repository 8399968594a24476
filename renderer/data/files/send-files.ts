/**
 * Brings to the office what waits here, one file after the other: the document as soon as its record is there,
 * by replication; then its bytes, in pieces, from wherever the office says that it has them.
 */
import { coded, isErrorCode } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { largestChunk, smallestChunk } from '../../../shared/files/file-types.ts'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import type { FileCatalogue } from './file-catalogue.ts'
import type { FileKeeper, QueueEntry } from './file-keeper.ts'
import { Refused } from './file-requests.ts'
import type { FileRequests } from './file-requests.ts'
import type { PouchDatabase } from './pouch.ts'

/** Quick pieces grow and slow ones shrink; milliseconds. */
const quick = 1_500
const slow = 5_000
const firstChunk = 256 * 1024
const mostBroken = 3

export interface Sending {
  /** Where the record of a file stands. */
  standingOf: (record: FileRecord) => Promise<'unsent' | 'sent' | 'missing'>
  recordOf: (fileId: string) => FileRecord
  progress: (fileId: string, sent: number | undefined) => void
  changed: () => void
  /** The office keeps a file that was deleted here: it has to come back. */
  returned: (fileId: string) => void
  now: () => number
}

export function createSender(
  given: {
    catalogue: FileCatalogue
    keeper: FileKeeper
    requests: FileRequests
    remote: () => PouchDatabase
  } & Sending,
) {
  const { catalogue, keeper, requests, remote, standingOf, recordOf, progress, changed, returned, now } =
    given
  let chunk = firstChunk
  let underWay: { id: string; abort: AbortController } | undefined

  async function refuse(id: string, error: CodedError, what: 'document' | 'bytes', isGone = false) {
    // Its record may have been brought back meanwhile, without the office knowing yet.
    const isOrphaned = isGone || (await standingOf(recordOf(id))) !== 'sent'
    await keeper.changeQueue(id, (entry) =>
      // It was deleted meanwhile: nothing is left to be refused.
      entry && entry.stage !== 'removed'
        ? { ...entry, refused: error, ...(isOrphaned && { orphaned: what }) }
        : entry,
    )
    changed()
  }

  /** What was refused because its record had gone goes on when the record is there again. */
  async function takeUp(entries: readonly QueueEntry[]) {
    for (const { file, orphaned } of entries) {
      if (!orphaned || (await standingOf(recordOf(file.id))) === 'missing') continue
      if (orphaned === 'document') await catalogue.again(file.id)
      await keeper.changeQueue(file.id, (entry) => {
        const { refused: _, orphaned: __, ...rest } = entry ?? {}
        return entry && { ...(rest as QueueEntry), stage: 'held' }
      })
      changed()
    }
  }

  async function place(entries: readonly QueueEntry[]) {
    for (const { file, stage } of entries) {
      if (stage !== 'held') continue
      const standing = await standingOf(recordOf(file.id))
      if (standing === 'missing') await refuse(file.id, coded('NOT_FOUND'), 'document', true)
      if (standing !== 'sent') continue
      await catalogue.put(file)
      await keeper.changeQueue(file.id, (entry) => entry && { ...entry, stage: 'placed' })
    }
  }

  /** Documents and deletions; throws when the office cannot be reached. */
  async function pushDocuments(entries: readonly QueueEntry[]) {
    if (entries.length === 0) return
    const denied = new Map<string, CodedError>()
    const pushing = catalogue.database().replicate.to(remote(), { batch_size: 50 })
    void pushing.on('denied', ({ id, code, reason }) => {
      const known = isErrorCode(code) ? coded(code) : coded('FORBIDDEN')
      denied.set(id, { ...known, ...(reason && { message: reason }) })
    })
    await pushing
    for (const { file, stage } of entries) {
      const error = denied.get(file.id)
      const isOver = stage === 'removed'
      if (error && !isOver) await refuse(file.id, error, 'document')
      else
        await keeper.changeQueue(file.id, (entry) => {
          if (entry?.stage !== stage) return entry
          return isOver || entry.documentOnly ? undefined : entry
        })
      if (error && isOver) returned(file.id)
    }
    changed()
  }

  async function sendBytes({ file }: QueueEntry, stopping: AbortSignal) {
    const abort = new AbortController()
    underWay = { id: file.id, abort }
    const signal = AbortSignal.any([stopping, abort.signal])
    try {
      const content = await keeper.bytesOf(file.sha256, now())
      if (!content) return await refuse(file.id, coded('FILE_NOT_UPLOADED'), 'bytes')
      for (let broken = 0; ;) {
        try {
          let state = await requests.state(file.id, signal)
          while (!state.complete) {
            progress(file.id, state.offset)
            const from = state.offset
            const began = performance.now()
            state = await requests.send(
              file.id,
              from,
              content.slice(from, Math.min(from + chunk, file.size)),
              signal,
            )
            const took = performance.now() - began
            if (took < quick) chunk = Math.min(chunk * 2, largestChunk)
            else if (took > slow) chunk = Math.max(chunk / 2, smallestChunk)
          }
          break
        } catch (reason) {
          const again = reason instanceof Refused && /^(UPLOAD_OFFSET|FILE_BROKEN)$/.test(reason.error.code)
          if (!again || ++broken > mostBroken) throw reason
        }
      }
      await keeper.changeQueue(file.id, () => undefined)
    } catch (reason) {
      // Stopped by the person: the queue says so already.
      if (abort.signal.aborted) return
      if (reason instanceof Refused) return await refuse(file.id, reason.error, 'bytes')
      chunk = Math.max(chunk / 2, smallestChunk)
      throw reason
    } finally {
      underWay = undefined
      progress(file.id, undefined)
      changed()
    }
  }

  const isOpen = ({ refused, stopped }: QueueEntry) => !refused && !stopped

  return {
    /** Sends what can be sent; throws when the line is down. True when something is held for its record. */
    async sendAll(stopping: AbortSignal): Promise<boolean> {
      await takeUp(await keeper.queue())
      await place((await keeper.queue()).filter(isOpen))
      const placed = (await keeper.queue()).filter((entry) => isOpen(entry) && entry.stage !== 'held')
      await pushDocuments(placed)
      for (;;) {
        const [next] = (await keeper.queue()).filter(
          (entry) => isOpen(entry) && entry.stage === 'placed' && !entry.documentOnly,
        )
        if (!next || stopping.aborted) break
        if (!placed.some(({ file }) => file.id === next.file.id)) break
        await sendBytes(next, stopping)
      }
      return (await keeper.queue()).some((entry) => isOpen(entry) && entry.stage === 'held')
    },
    /** Ends the sending of this file, when it is the one under way. */
    interrupt(fileId: string) {
      if (underWay?.id === fileId) underWay.abort.abort()
    },
  }
}
