/** What page and document worker say to each other: one document in; its bytes and what they lack, or the reason, out. */
import type { PrintedDocument } from './document-model.ts'

export type ToDocumentWorker = PrintedDocument
export type FromDocumentWorker =
  { type: 'made'; bytes: ArrayBuffer; missingLetters: string } | { type: 'failed'; reason: string }
