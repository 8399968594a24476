/**
 * Hands a text to the person as a file of their own. The desktop app asks where to; a browser puts it with
 * the downloads.
 */
import type { CodedError } from '../../shared/errors.ts'

/** The error when it could not be saved; not saving it after all is none. */
export async function saveFile(name: string, text: string): Promise<CodedError | undefined> {
  // The mark tells spreadsheets that this is UTF-8.
  const content = `\uFEFF${text}`
  if (window.desktop) {
    const answer = await window.desktop.saveFile({ name, content })
    return answer.ok ? undefined : answer.error
  }
  const address = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has to have begun before its address may go.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return undefined
}
