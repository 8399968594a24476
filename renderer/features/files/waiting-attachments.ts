/** What `attachments.ts` holds in this window. Apart from it, so that the app can forget it without loading the rest. */
import { create } from 'zustand'
import type { CodedError } from '../../../shared/errors.ts'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import type { Recording } from './recorder.ts'

export interface Attachment {
  id: string
  kind: 'photo' | 'voice'
  name: string
  content: Blob
  /** Seconds of a voice note. */
  duration?: number
  /** The record is stored, but the device could not keep this file. */
  missing?: { record: FileRecord; error: CodedError }
}

/** What waits in one place, such as in the composer of one customer. */
export interface WaitingAttachments {
  items: readonly Attachment[]
  recording?: Recording
}

export const nothingWaits: WaitingAttachments = { items: [] }

/** By place. */
export const useWaitingAttachments = create<Readonly<Record<string, WaitingAttachments>>>(() => ({}))

/** When somebody signs out: a recording ends, and nothing of it stays for the next person. */
export function forgetAttachments() {
  for (const { recording } of Object.values(useWaitingAttachments.getState())) void recording?.stop()
  useWaitingAttachments.setState({}, true)
}
