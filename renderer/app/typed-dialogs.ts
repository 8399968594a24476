/**
 * Whether something is being typed in an open dialog. Its text is kept nowhere but in the dialog: whatever draws the
 * page anew waits until it is closed.
 */
const fields =
  '[role=dialog] :is(input:not([type=checkbox], [type=radio], [type=hidden], [readonly]), textarea, [contenteditable=true])'

const isOpen = (): boolean =>
  [...document.querySelectorAll(fields)].some((field) => field.checkVisibility({ visibilityProperty: true }))

/** Resolves when no dialog with a field is open, or `signal` ends it; `onWait` is called once if it has to wait. */
export async function untilDialogsClose(signal: AbortSignal, onWait: () => void): Promise<void> {
  if (!isOpen() || signal.aborted) return
  onWait()
  await new Promise<void>((resolve) => {
    const end = () => {
      watch.disconnect()
      resolve()
    }
    const watch = new MutationObserver(() => {
      if (!isOpen()) end()
    })
    watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['style'],
    })
    signal.addEventListener('abort', end, { once: true })
  })
}
