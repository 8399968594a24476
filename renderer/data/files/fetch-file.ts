/** Fetches the bytes of a file in pieces; what arrived is kept, and the next attempt goes on behind it. */
import { coded } from '../../../shared/errors.ts'
import type { FileDocument } from '../../../shared/files/file-document.ts'
import { largestChunk } from '../../../shared/files/file-types.ts'
import type { ActionResult } from '../contract.ts'
import { unreachable } from '../worker/session.ts'
import { hashOf } from './hash-of.ts'
import type { FileKeeper } from './file-keeper.ts'
import { Refused } from './file-requests.ts'
import type { FileRequests } from './file-requests.ts'

/** Tries of one piece before the person is told. */
const attempts = 4
const pauses = [200, 800, 2_000]

export async function fetchFile(given: {
  file: FileDocument
  keeper: FileKeeper
  requests: FileRequests
  signal: AbortSignal
  progress: (received: number) => void
  now: () => number
}): Promise<ActionResult<Blob>> {
  const { file, keeper, requests, signal, progress, now } = given
  const { received, pieces } = await keeper.parts(file.sha256)
  try {
    for (let from = received; from < file.size;) {
      progress(from)
      const to = Math.min(from + largestChunk, file.size)
      const piece = await persist(() => requests.fetch(file.id, from, to, signal), signal)
      await keeper.keepPart(file.sha256, from, piece)
      pieces.push(piece)
      from = to
    }
  } catch (reason) {
    if (reason instanceof Refused) return { ok: false, error: reason.error }
    return { ok: false, error: unreachable() }
  }
  const content = new Blob(pieces, { type: file.type })
  const isWhole = (await hashOf(content)) === file.sha256
  if (isWhole) await keeper.keepBytes(file.sha256, content, file.type, now())
  await keeper.dropParts(file.sha256)
  return isWhole ? { ok: true, value: content } : { ok: false, error: coded('FILE_BROKEN') }
}

async function persist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (reason) {
      if (reason instanceof Refused || signal.aborted || attempt >= attempts) throw reason
      await new Promise((resolve) => setTimeout(resolve, pauses[attempt - 1]))
    }
}
