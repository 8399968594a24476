/**
 * Photos and voice notes that are taken before the record exists that they will hang on. They wait on this device
 * until that record is stored, also while the app is closed, and each stays here until the device has kept it as a
 * file of the record; where the app ends in between, that goes on when next something can be attached. What was taken
 * is thrown away by the person alone.
 */
import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { coded } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import { fileTypes, largestFile } from '../../../shared/files/file-types.ts'
import { addFile } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import type { Recorded, Recording } from './recorder.ts'
import {
  nothingWaits,
  outliveWindow,
  putAttachment,
  recallAttachments,
  removeAttachment,
  setRecording,
  useWaitingAttachments,
} from './waiting-attachments.ts'
import type { Attachment } from './waiting-attachments.ts'

/** What can be seen from outside; the device looks inside when it keeps the file. */
function whyNoPhoto({ name, type, size }: File): CodedError | undefined {
  if (size > largestFile) return coded('FILE_TOO_LARGE')
  if (size === 0) return coded('INVALID_FILE')
  const extension = name.split('.').at(-1)?.toLowerCase() ?? ''
  const isPhoto = Object.entries(fileTypes).some(
    ([known, { kind, extensions }]) =>
      kind === 'photo' && (known === type || (type === '' && extensions.includes(extension))),
  )
  return isPhoto ? undefined : coded('FILE_KIND')
}

const voiceOf = ({ id, content, seconds }: Recorded): Attachment => ({
  id,
  kind: 'voice',
  name: t`Voice note of ${{ time: formatInstant(new Date().toISOString()) }}`,
  content,
  duration: seconds,
})

export interface Attachments {
  items: readonly Attachment[]
  isRecording: boolean
  /** Answers what could not be taken, and why. */
  addPhotos: (files: readonly File[]) => { name: string; error: CodedError }[]
  addVoice: (recorded: Recorded) => void
  /** Keeps what has been spoken so far, for a window that does not live to the end of the recording. */
  keepSpoken: (recorded: Recorded) => void
  setRecording: (recording: Recording | undefined) => void
  remove: (id: string) => void
  /** Ends a running recording and hangs everything on the record; false when something was not kept. */
  keepWith: (record: FileRecord) => Promise<boolean>
  /** Tries again what the device could not keep. */
  retry: (id: string) => Promise<void>
}

/** Brings back what waits, and on their way what was on it; once for each window. */
const goOnWithAttachments = (): void =>
  recallAttachments((place, item, record) => void keepIn(place, item, record))

/** False when the device did not keep it: then it waits on, and says why. */
async function keepIn(place: string, item: Attachment, record: FileRecord): Promise<boolean> {
  const { id, name, content, duration } = item
  const answer = await addFile(record, { id, name, content, ...(duration !== undefined && { duration }) })
  if (answer.ok) removeAttachment(place, id)
  else void putAttachment(place, { ...item, record, problem: answer.error })
  return answer.ok
}

/** `place` tells apart what waits where; everybody who signs in here has places of their own. */
export function useAttachments(place: string): Attachments {
  useEffect(goOnWithAttachments, [])
  const { items, recording } = useWaitingAttachments((all) => all[place] ?? nothingWaits)
  return { items, isRecording: recording !== undefined, ...attachmentsIn(place) }
}

function attachmentsIn(place: string): Omit<Attachments, 'items' | 'isRecording'> {
  const now = () => useWaitingAttachments.getState()[place] ?? nothingWaits
  const put = (item: Attachment) => putAttachment(place, item)

  return {
    addPhotos(files) {
      const refused: { name: string; error: CodedError }[] = []
      for (const file of files) {
        const error = whyNoPhoto(file)
        if (error) refused.push({ name: file.name, error })
        else void put({ id: crypto.randomUUID(), kind: 'photo', name: file.name, content: file })
      }
      return refused
    },
    addVoice: (recorded) => void put(voiceOf(recorded)),
    keepSpoken: (recorded) => void outliveWindow(place, voiceOf(recorded)),
    setRecording: (recording) => setRecording(place, recording),
    remove: (id) => removeAttachment(place, id),
    async keepWith(record) {
      await now().recording?.stop()
      const going = now().items.filter((item) => !item.record)
      await Promise.all(going.map((item) => put({ ...item, record })))
      let isComplete = true
      for (const item of going) isComplete = (await keepIn(place, item, record)) && isComplete
      return isComplete
    },
    async retry(id) {
      const item = now().items.find((one) => one.id === id)
      if (item?.record) await keepIn(place, item, item.record)
    },
  }
}
