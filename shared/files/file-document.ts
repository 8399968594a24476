/**
 * What is known of a file beside its bytes. A file hangs on one record, which decides who may see it; it is
 * never edited, only deleted (and put back as it was). Its id names the record, `customers:<uuid>:<uuid>`, so
 * that the scope of a deletion is known when nothing else is left of it.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { instantSchema, uuidSchema } from '../entities/fields.ts'
import { coded } from '../errors.ts'
import type { CodedError } from '../errors.ts'
import {
  fileKinds,
  isFileType,
  kindOfType,
  largestFile,
  largestSignaturePath,
  largestThumbnail,
} from './file-types.ts'

/** Records that files can hang on. */
export const fileCollections = ['customers', 'leads', 'orders', 'interactions', 'cases'] as const
export type FileCollection = (typeof fileCollections)[number]

export interface FileRecord {
  collection: FileCollection
  id: string
}

/** What a signature says; see `signature.ts`. */
const signatureSchema = Type.Object(
  {
    /** SHA-256, in hex, of the canonical text of what was signed. */
    of: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Who signed. */
    signer: Type.String({ minLength: 1, maxLength: 120 }),
    how: Type.Enum(['drawn', 'typed']),
    /** The strokes as the path of a picture of `width` by `height`; of a typed one absent. */
    path: Type.Optional(Type.String({ maxLength: largestSignaturePath, pattern: '^[MLCQZ0-9., -]*$' })),
    width: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    height: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
)

const fileSchema = Type.Object(
  {
    kind: Type.Enum([...fileKinds]),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f/\\\\]+$' }),
    type: Type.String({ maxLength: 100 }),
    /** Bytes. */
    size: Type.Integer({ minimum: 1 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    createdAt: instantSchema,
    createdBy: uuidSchema,
    /** `data:` address of a small JPEG, PNG or WebP. */
    thumbnail: Type.Optional(
      Type.String({
        maxLength: largestThumbnail,
        pattern: '^data:image/(jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$',
      }),
    ),
    /** Seconds of a voice note. */
    duration: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
    signature: Type.Optional(signatureSchema),
  },
  { additionalProperties: false },
)

export type SignatureFacts = Static<typeof signatureSchema>
/** The file document without its id. */
export type FileFacts = Static<typeof fileSchema>
export type FileDocument = FileFacts & { id: string }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idPattern = new RegExp(`^([a-z]+):(${uuid}):(${uuid})$`)

export const fileIdOf = ({ collection, id }: FileRecord, uuid: string): string =>
  `${collection}:${id}:${uuid}`

/** The record that a file of this id hangs on; undefined when it is no id of a file. */
export function recordOfFile(fileId: string): FileRecord | undefined {
  const [, collection, id] = idPattern.exec(fileId) ?? []
  const known = fileCollections.find((name) => name === collection)
  return known && id ? { collection: known, id } : undefined
}

// Made when it is first asked for: it takes its time, and an app that starts needs none of it.
let compiled: ReturnType<typeof Compile<typeof fileSchema>> | undefined

/** Why this cannot be a file document; undefined when it can. Who may add it is asked separately. */
export function checkFile(fileId: string, facts: unknown): CodedError | undefined {
  const record = recordOfFile(fileId)
  if (!record) return coded('INVALID_DOCUMENT', { field: 'id' })
  const validator = (compiled ??= Compile(fileSchema))
  if (!validator.Check(facts)) {
    const [problem] = validator.Errors(facts)
    const field = problem?.instancePath.slice(1).replaceAll('/', '.')
    return coded('INVALID_DOCUMENT', field ? { field } : {})
  }
  const { kind, type, size, signature } = facts
  if (!isFileType(type) || kindOfType(type) !== kind) return coded('FILE_KIND', { field: 'type' })
  if (size > largestFile) return coded('FILE_TOO_LARGE', { field: 'size' })
  if ((kind === 'signature') !== (signature !== undefined))
    return coded('INVALID_DOCUMENT', { field: 'signature' })
  if (kind === 'signature' && record.collection !== 'orders')
    return coded('INVALID_DOCUMENT', { field: 'id' })
  return undefined
}
