/**
 * The messages between a device and the server. The version travels in the header `satchel-protocol` of
 * every request; a server refuses versions below `oldestProtocol` with UPDATE_REQUIRED and serves the rest. A
 * device waits with SERVER_TOO_OLD while the server's own version is below `oldestServerProtocol`.
 */
import { Type } from 'typebox'
import type { CollectionName } from '../entities/index.ts'
import type { CodedError } from '../errors.ts'
import type { Person } from '../roles.ts'

export const protocolVersion = 1
export const oldestProtocol = 1
/** The oldest server that this device can talk to. */
export const oldestServerProtocol = 1
export const protocolHeader = 'satchel-protocol'

/** Rows of one push, documents of one pull. */
export const largestPush = 500
export const largestPull = 1000
/** Documents of one comparison. */
export const largestVerify = 100_000
/** Bytes of one document as JSON, and nesting of its values. */
export const largestDocument = 512 * 1024
export const deepestDocument = 12

/** A document as it travels: whole, or only its id when it was deleted or is no longer to be seen. */
export type WireDocument = { id: string; _deleted?: boolean } & Record<string, unknown>

/** Opaque to the device, which stores it and hands it back. */
export type Checkpoint = Record<string, unknown>

export interface PullAnswer {
  documents: WireDocument[]
  checkpoint: Checkpoint
  /** More documents are waiting behind this checkpoint. */
  more: boolean
}

export interface PushRow {
  newDocumentState: WireDocument
  /** The server's state that the edit was made on; absent for a new document. */
  assumedMasterState?: WireDocument
}

/** `revision`: the one that it is stored in; absent for a deletion, and from older servers. */
export type PushResult =
  | { id: string; outcome: 'accepted'; revision?: string }
  | { id: string; outcome: 'conflict'; current: WireDocument }
  | { id: string; outcome: 'rejected'; error: CodedError }

/** A document that the device holds, and the revision it holds it in; null asks for it whatever it is. */
export type VerifyEntry = readonly [id: string, revision: string | null]

export interface VerifyAnswer {
  /** Held in another revision than the server's. */
  changed: WireDocument[]
  /** Held, but deleted, never there, or not to be seen. */
  gone: string[]
  /** Not held, though the person may read them; empty when only the named ones were asked for. */
  missing: string[]
}

/** Server-sent events of `GET /sync/stream`; they carry no documents. */
export interface StreamEvents {
  changed: { collections: CollectionName[] }
  /** Pull everything: the server may have missed something. */
  resync: Record<string, never>
  /** The session ended: sign in again. */
  revoked: Record<string, never>
  'update-required': Record<string, never>
}

export interface SessionAnswer {
  accessToken: string
  refreshToken: string
  /** Seconds until the access token expires. */
  expiresIn: number
  deviceId: string
  user: Person
  protocol: number
}

export const signInSchema = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    device: Type.Object(
      {
        id: Type.Optional(Type.String({ maxLength: 36 })),
        name: Type.String({ maxLength: 120 }),
        platform: Type.String({ maxLength: 60 }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

export const pullSchema = Type.Object(
  {
    checkpoint: Type.Union([Type.Null(), Type.Record(Type.String({ maxLength: 40 }), Type.Unknown())]),
    limit: Type.Integer({ minimum: 1, maximum: largestPull }),
  },
  { additionalProperties: false },
)

/** Documents are judged one by one; the envelope alone is checked as a whole. */
export const pushSchema = Type.Object(
  { rows: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: largestPush }) },
  { additionalProperties: false },
)
