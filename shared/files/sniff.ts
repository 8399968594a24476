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
    return (await fileTypeFromBuffer(start))?.mime
  } catch {
    // A file that ends in the middle of its own head is of no type.
    return undefined
  }
}
