/** What `attachments.ts` holds of this window. Apart from it, so that the app can forget it without loading the rest. */
import { create } from 'zustand'
import type { CodedError } from '../../../shared/errors.ts'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import { dropAllAttachments, dropAttachment, inheritAttachments, keepAttachment } from './kept-attachments.ts'
import type { Recording } from './recorder.ts'

export interface Attachment {
  id: string
  kind: 'photo' | 'voice'
  name: string
  content: Blob
  /** Seconds of a voice note. */
  duration?: number
  /** The record that it goes to, once that is stored. */
  record?: FileRecord
  /** Why the device could not keep it there. */
  problem?: CodedError
}

/** What waits in one place, such as in the composer of one customer. */
export interface WaitingAttachments {
  items: readonly Attachment[]
  recording?: Recording
}

export const nothingWaits: WaitingAttachments = { items: [] }

/** By place. */
export const useWaitingAttachments = create<Readonly<Record<string, WaitingAttachments>>>(() => ({}))

const change = (place: string, next: (before: WaitingAttachments) => WaitingAttachments) =>
  useWaitingAttachments.setState((all) => ({ [place]: next(all[place] ?? nothingWaits) }))

const without = (items: readonly Attachment[], id: string) => items.filter((item) => item.id !== id)

export const setRecording = (place: string, recording: Recording | undefined) =>
  change(place, ({ items }) => ({ items, ...(recording && { recording }) }))

/** What the device has no room for waits in the window alone, as long as it is open. */
const ifItCan = (kept: Promise<void>): Promise<void> => kept.catch(() => undefined)

/** Resolves when it outlives the window, if it can. */
export function putAttachment(place: string, item: Attachment): Promise<void> {
  change(place, (before) => ({
    ...before,
    items: before.items.some(({ id }) => id === item.id)
      ? before.items.map((each) => (each.id === item.id ? item : each))
      : [...before.items, item],
  }))
  return outliveWindow(place, item)
}

/** Keeps on the device what does not wait yet, or still grows. */
export const outliveWindow = (place: string, item: Attachment) => ifItCan(keepAttachment(place, item))

export function removeAttachment(place: string, id: string) {
  change(place, (before) => ({ ...before, items: without(before.items, id) }))
  void ifItCan(dropAttachment(place, id))
}

let recalled: Promise<void> | undefined

/**
 * What waited when the window was left, or another one was closed, waits again; asked once. `goOn` takes what was on
 * its way to its record.
 */
export function recallAttachments(goOn: (place: string, item: Attachment, record: FileRecord) => void) {
  recalled ??= inheritAttachments(navigator.locks)
    .then((found) => {
      for (const { place, item } of found) {
        if (item.record && !item.problem) goOn(place, item, item.record)
        else change(place, (before) => ({ ...before, items: [item, ...without(before.items, item.id)] }))
      }
    })
    .catch(() => undefined)
}

/** When somebody signs out: a recording ends, and nothing of it stays for the next person. */
export function forgetAttachments() {
  for (const { recording } of Object.values(useWaitingAttachments.getState())) void recording?.stop()
  useWaitingAttachments.setState({}, true)
  void ifItCan(dropAllAttachments())
}
