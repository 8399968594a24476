/**
 * What the page asks of the data worker about files. A file's document is on every device that may see it; its
 * bytes are where they were added, at the office once they are sent, and wherever somebody opened them.
 */
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { FileDocument, FileRecord, SignatureFacts } from '../../../shared/files/file-document.ts'
import type { ActionResult } from '../contract.ts'

export type FileTransfer =
  /** The bytes are on this device and at the office. */
  | { state: 'here' }
  /** The bytes are not on this device; they are fetched when the file is opened. */
  | { state: 'away' }
  /** Only on this device; goes out as soon as it can. */
  | { state: 'waiting'; sent: number }
  | { state: 'sending'; sent: number }
  /** The person stopped sending it. */
  | { state: 'stopped'; sent: number }
  | { state: 'fetching'; received: number }
  /** The office does not take it; it stays here until the person decides. */
  | { state: 'refused'; error: CodedError }

export interface FileEntry extends FileDocument {
  transfer: FileTransfer
}

export interface NewFile {
  /** A UUID of the sender's: a file that is added again under it is the same one. Made here when absent. */
  id?: string
  name: string
  content: Blob
  /** Seconds of a voice note. */
  duration?: number
  /** Present on a signature only. */
  signature?: SignatureFacts
}

/** A file that the office does not have yet, or whose deletion it does not know. */
export interface WaitingFile {
  id: string
  collection: CollectionName
  name: string
  size: number
  kind: 'create' | 'delete'
  transfer: FileTransfer
}

/** All files of this device together. */
export interface FileSummary {
  waiting: WaitingFile[]
  /** Bytes of files that are kept on this device. */
  kept: number
  /** Last complete answer of the office about files, ISO UTC. */
  lastPull?: string
  error?: CodedError
}

export interface FileService {
  /** The files of these records, newest first, and again whenever they or their transfers change. */
  watchFiles(records: readonly FileRecord[], listener: (files: FileEntry[]) => void): Promise<() => void>
  watchFileSummary(listener: (summary: FileSummary) => void): Promise<() => void>
  /** Keeps the file on this device and sends it when it can; its id. Never waits for the network. */
  addFile(record: FileRecord, file: NewFile): Promise<ActionResult<string>>
  removeFile(id: string): Promise<ActionResult>
  /** Undoes a removal, until the app is closed. */
  restoreFile(id: string): Promise<ActionResult>
  /** The bytes, from this device or fetched. */
  openFile(id: string): Promise<ActionResult<Blob>>
  /** Stops fetching or sending; what arrived so far is kept. */
  stopTransfer(id: string): Promise<void>
  /** Goes on sending a file that was stopped or refused. */
  retryTransfer(id: string): Promise<void>
  /** Lets go of the bytes on this device that the office has too. */
  freeFileSpace(): Promise<void>
}
