/** Hands a text to the person as a file of their own; the browser or the desktop asks where to. */
export function saveFile(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  // The mark tells spreadsheets that this is UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has to have begun before its address may go.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
