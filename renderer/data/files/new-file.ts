/** Makes the document of a file that a person chose: what it really is, its hash, its small picture. */
import { v7 as uuidv7 } from 'uuid'
import { coded } from '../../../shared/errors.ts'
import { checkFile, fileIdOf } from '../../../shared/files/file-document.ts'
import type { FileDocument, FileRecord } from '../../../shared/files/file-document.ts'
import {
  fileTypes,
  kindOfType,
  largestFile,
  largestThumbnail,
  signatureType,
} from '../../../shared/files/file-types.ts'
import { sniffChosen } from '../../../shared/files/sniff.ts'
import type { ActionResult } from '../contract.ts'
import type { NewFile } from './file-contract.ts'
import { hashOf } from './hash-of.ts'
import type { FilePlatform } from './pouch.ts'

const telltale = 1024 * 1024
const longestName = 200

export async function describeFile(given: {
  record: FileRecord
  file: NewFile
  createdBy: string
  now: number
  platform: FilePlatform
}): Promise<ActionResult<FileDocument>> {
  const { record, file, createdBy, now, platform } = given
  const { content, duration, signature } = file
  if (content.size > largestFile) return { ok: false, error: coded('FILE_TOO_LARGE') }
  if (content.size === 0) return { ok: false, error: coded('INVALID_FILE') }
  const start = new Uint8Array(await content.slice(0, telltale).arrayBuffer())
  const type = signature ? signatureType : await sniffChosen(file.name, content.type, start)
  const kind = type && kindOfType(type)
  if (!kind) return { ok: false, error: coded('FILE_KIND') }
  const thumbnail = kind === 'photo' ? await smallPicture(platform, content, type) : undefined
  const document: FileDocument = {
    id: fileIdOf(record, file.id ?? uuidv7()),
    kind,
    name: nameOf(file.name, type),
    type,
    size: content.size,
    sha256: await hashOf(content),
    createdAt: new Date(now).toISOString(),
    createdBy,
    ...(thumbnail && { thumbnail }),
    ...(duration !== undefined && { duration: Math.round(duration) }),
    ...(signature && { signature }),
  }
  const { id, ...facts } = document
  const wrong = checkFile(id, facts)
  return wrong ? { ok: false, error: wrong } : { ok: true, value: document }
}

/** A picture that no browser can draw has none. */
async function smallPicture(
  platform: FilePlatform,
  content: Blob,
  type: string,
): Promise<string | undefined> {
  try {
    const picture = await platform.thumbnail(content, type)
    return picture && picture.length <= largestThumbnail ? picture : undefined
  } catch {
    return undefined
  }
}

/** What a document may be named: one line, no path, with an ending that fits what it is. */
function nameOf(given: string, type: string): string {
  const [extension = ''] = fileTypes[type]?.extensions ?? []
  const clean = given.replace(/[\p{Cc}/\\]+/gu, ' ').trim() || 'file'
  const fits = fileTypes[type]?.extensions.some((each) => clean.toLowerCase().endsWith(`.${each}`))
  const name = fits ? clean : `${clean}.${extension}`
  return name.length <= longestName ? name : name.slice(-longestName)
}
