/**
 * Which files may hang on a record: photos, documents, voice notes and signatures, and how large they may be.
 * What a file is called or claims to be proves nothing: `contentFits` holds the claim against what was found
 * in its bytes.
 */

export const fileKinds = ['photo', 'document', 'voice', 'signature'] as const
export type FileKind = (typeof fileKinds)[number]

interface FileType {
  kind: FileKind
  /** Without the dot. */
  extensions: readonly string[]
  /** What bytes of this type may look like, beside the type itself. */
  looksLike?: readonly string[]
  /** Has no signature in its bytes: it is text, or what only Satchel writes. */
  plain?: true
}

export const signatureType = 'application/vnd.satchel.signature+json'

const office = 'application/vnd.openxmlformats-officedocument'
const compound = ['application/x-cfb']
/** Their own mark may lie behind the first bytes. */
const zipped = ['application/zip']

export const fileTypes: Readonly<Record<string, FileType>> = {
  'image/jpeg': { kind: 'photo', extensions: ['jpg', 'jpeg'] },
  'image/png': { kind: 'photo', extensions: ['png'], looksLike: ['image/apng'] },
  'image/webp': { kind: 'photo', extensions: ['webp'] },
  'image/gif': { kind: 'photo', extensions: ['gif'] },
  'image/heic': { kind: 'photo', extensions: ['heic'], looksLike: ['image/heif', 'image/heic-sequence'] },
  'image/heif': { kind: 'photo', extensions: ['heif'], looksLike: ['image/heic'] },
  'image/avif': { kind: 'photo', extensions: ['avif'] },
  'application/pdf': { kind: 'document', extensions: ['pdf'] },
  [`${office}.wordprocessingml.document`]: { kind: 'document', extensions: ['docx'], looksLike: zipped },
  [`${office}.spreadsheetml.sheet`]: { kind: 'document', extensions: ['xlsx'], looksLike: zipped },
  [`${office}.presentationml.presentation`]: { kind: 'document', extensions: ['pptx'], looksLike: zipped },
  'application/vnd.oasis.opendocument.text': { kind: 'document', extensions: ['odt'], looksLike: zipped },
  'application/vnd.oasis.opendocument.spreadsheet': {
    kind: 'document',
    extensions: ['ods'],
    looksLike: zipped,
  },
  'application/vnd.oasis.opendocument.presentation': {
    kind: 'document',
    extensions: ['odp'],
    looksLike: zipped,
  },
  'application/msword': { kind: 'document', extensions: ['doc'], looksLike: compound },
  'application/vnd.ms-excel': { kind: 'document', extensions: ['xls'], looksLike: compound },
  'application/vnd.ms-powerpoint': { kind: 'document', extensions: ['ppt'], looksLike: compound },
  'text/plain': { kind: 'document', extensions: ['txt'], plain: true },
  'text/csv': { kind: 'document', extensions: ['csv'], plain: true },
  'audio/webm': {
    kind: 'voice',
    extensions: ['weba', 'webm'],
    looksLike: ['video/webm', 'audio/x-matroska'],
  },
  'audio/ogg': {
    kind: 'voice',
    extensions: ['ogg', 'oga', 'opus'],
    looksLike: ['application/ogg', 'video/ogg'],
  },
  'audio/mp4': { kind: 'voice', extensions: ['m4a'], looksLike: ['video/mp4', 'audio/x-m4a'] },
  'audio/mpeg': { kind: 'voice', extensions: ['mp3'] },
  'audio/wav': { kind: 'voice', extensions: ['wav'], looksLike: ['audio/vnd.wave'] },
  [signatureType]: { kind: 'signature', extensions: ['json'], plain: true },
}

/** Bytes of the largest file: a photo of any phone, a long voice note, a catalogue. */
export const largestFile = 50 * 1024 * 1024
/** Characters of the picture that stands for a file in a list (base64). */
export const largestThumbnail = 24_000
/** Characters of a drawn signature as the path of a picture. */
export const largestSignaturePath = 24_000
/** Bytes of one request of an upload. A smaller one is fine only where the file ends. */
export const largestChunk = 1024 * 1024
export const smallestChunk = 64 * 1024
/** How many of the first bytes tell what a file is. */
export const telltaleBytes = 4_100

export const isFileType = (type: string): boolean => Object.hasOwn(fileTypes, type)

export const kindOfType = (type: string): FileKind | undefined =>
  isFileType(type) ? fileTypes[type]?.kind : undefined

/** For the `accept` of a file input: every type that a person may choose. */
export const acceptedTypes: readonly string[] = Object.entries(fileTypes).flatMap(
  ([type, { kind, extensions }]) =>
    kind === 'signature' ? [] : [type, ...extensions.map((extension) => `.${extension}`)],
)

const baseOf = (type: string) => type.split(';')[0]?.trim().toLowerCase() ?? ''

/**
 * The type of a file that a person chose: what its bytes say, else what they leave open and its name or
 * `claimed` type says. Undefined when it is none that may be kept. `found` is what file-type found.
 */
export function typeOfChosen(
  name: string,
  claimed: string,
  found: string | undefined,
  looksLikeText: boolean,
): string | undefined {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? ''
  const byName = Object.entries(fileTypes).find(
    ([type, { extensions }]) => type !== signatureType && extensions.includes(extension),
  )?.[0]
  const candidates = [baseOf(claimed), ...(byName ? [byName] : []), ...(found ? [baseOf(found)] : [])]
  return candidates.find((type) => isFileType(type) && contentFits(type, found, looksLikeText))
}

/** Whether bytes in which `found` was found (nothing when undefined) may be a file of this type. */
export function contentFits(type: string, found: string | undefined, looksLikeText: boolean): boolean {
  const known = isFileType(type) ? fileTypes[type] : undefined
  if (!known) return false
  if (known.plain) return found === undefined && looksLikeText
  if (found === undefined) return false
  const base = baseOf(found)
  return base === type || (known.looksLike?.includes(base) ?? false)
}

/** Text has no NUL in it; what looks like a page or a program for a browser is none we keep. */
export function looksLikeText(start: Uint8Array): boolean {
  if (start.includes(0)) return false
  let text = ''
  for (const byte of start.subarray(0, 512)) text += String.fromCharCode(byte)
  return !/^\s*(\u00ef\u00bb\u00bf)?\s*<(!doctype|html|svg|script|\?xml)/i.test(text)
}
