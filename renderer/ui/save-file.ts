/**
 * Hands a file to the person as one of their own. The desktop app asks where to; a browser puts it with the
 * downloads.
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
  download(name, new Blob([content], { type: 'text/plain;charset=utf-8' }))
  return undefined
}

/** As `saveFile`, with bytes instead of a text. */
export async function saveBytes(name: string, file: Blob): Promise<CodedError | undefined> {
  if (window.desktop) {
    const answer = await window.desktop.saveFile({ name, base64: await toBase64(file) })
    return answer.ok ? undefined : answer.error
  }
  download(name, file)
  return undefined
}

/** The bytes of a file as base64, without the start of a data: address. */
export function toBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      const address = typeof reader.result === 'string' ? reader.result : ''
      resolve(address.slice(address.indexOf(',') + 1))
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file could not be read')))
    reader.readAsDataURL(file)
  })
}

function download(name: string, file: Blob) {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has to have begun before its address may go.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
