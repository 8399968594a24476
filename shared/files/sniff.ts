/** What the first bytes of a file say that it is; the same answer on the device and on the server. */
import { fileTypeFromBuffer } from 'file-type/core'
import { contentFits, looksLikeText, telltaleBytes, typeOfChosen } from './file-types.ts'

/** Whether a file that begins with these bytes may be of this type. Give at least `telltaleBytes`, or all. */
export async function contentMayBe(type: string, start: Uint8Array): Promise<boolean> {
  return contentFits(type, await found(start), looksLikeText(start.subarray(0, telltaleBytes)))
}

/** The type of a chosen file by its bytes, then its claimed type and name; undefined when it is not allowed. */
export async function sniffChosen(
  name: string,
  claimed: string,
  start: Uint8Array,
): Promise<string | undefined> {
  return typeOfChosen(name, claimed, await found(start), looksLikeText(start.subarray(0, telltaleBytes)))
}

async function found(start: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(start))?.mime ?? byItsHead(start)
  } catch {
    return byItsHead(start)
  }
}

/** What tells more of these lies further inside than the bytes that are given. */
function byItsHead(start: Uint8Array): string | undefined {
  const begins = (...head: number[]) => head.every((byte, index) => start[index] === byte)
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'application/zip'
  return undefined
}
