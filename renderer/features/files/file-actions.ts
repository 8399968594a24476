/** What a person does with files; what goes wrong is said, what removes can be undone. */
import { t } from '@lingui/core/macro'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import { addFile, openFile, removeFile, restoreFile } from '../../data/index.ts'
import type { FileEntry } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { saveBytes, toBase64 } from '../../ui/save-file.ts'
import { messageOf, remedyFor } from '../../words/say.ts'
import type { CodedError } from '../../../shared/errors.ts'

const inWords = (error: CodedError) => `${messageOf(error)} ${remedyFor(error)}`

/** Adds them one after the other; each that cannot be kept is named with the reason. */
export async function addFiles(record: FileRecord, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const answer = await addFile(record, { name: file.name, content: file })
    if (!answer.ok) notifyProblem(t`${{ name: file.name }} was not added`, inWords(answer.error))
  }
}

/** As much of a file as is needed to name and find it. */
type Named = Pick<FileEntry, 'id' | 'name'>

export async function removeWithUndo(file: Named): Promise<void> {
  const { name } = file
  const answer = await removeFile(file.id)
  if (!answer.ok) return notifyProblem(t`${name} was not deleted`, inWords(answer.error))
  notifyWithUndo(t`${name} deleted`, () => {
    void restoreFile(file.id).then((restored) => {
      if (!restored.ok) notifyProblem(t`${name} was not brought back`, inWords(restored.error))
    })
  })
}

/** The bytes; undefined when they could not be had, which has been said. */
export async function contentOf(file: Named): Promise<Blob | undefined> {
  const answer = await openFile(file.id)
  if (answer.ok) return answer.value
  notifyProblem(t`${{ name: file.name }} could not be opened`, inWords(answer.error))
  return undefined
}

/** As a file of the person's own. */
export async function saveCopy(file: Named): Promise<void> {
  const content = await contentOf(file)
  const error = content && (await saveBytes(file.name, content))
  if (error) notifyProblem(t`${{ name: file.name }} was not saved`, inWords(error))
}

/**
 * Shows a PDF as the papers of orders are shown: in a tab of its own, or in the computer's program for PDFs. Must
 * be called while a click is handled.
 */
export async function showPdf(file: Named): Promise<void> {
  const { desktop } = window
  const tab = desktop ? undefined : window.open('', '_blank')
  if (tab === null)
    return notifyProblem(
      t`${{ name: file.name }} was not opened`,
      t`Allow this page to open tabs, or save the file instead.`,
    )
  const content = await contentOf(file)
  if (!content) return tab?.close()
  if (desktop) {
    const answer = await desktop.openPdf({ name: desktopName(file.name), base64: await toBase64(content) })
    if (!answer.ok) notifyProblem(t`${{ name: file.name }} was not opened`, inWords(answer.error))
    return
  }
  const address = URL.createObjectURL(content)
  tab?.location.replace(address)
  // Its viewer has read it all by then.
  setTimeout(() => URL.revokeObjectURL(address), 10 * 60_000)
}

/** A name that every file system takes. */
const desktopName = (name: string) => name.replace(/[\\/:*?"<>|]/g, '-').slice(-120)
