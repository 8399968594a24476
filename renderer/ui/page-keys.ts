/**
 * Keys that work anywhere on a page. What takes text keeps every key for itself; a checkbox, a radio or a
 * segmented control does not, or the keys would be dead after every choice that is made by keyboard.
 */
import { useHotkeys } from '@mantine/hooks'

const withoutText = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color'])

/** Whether letters pressed there are typed into it. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? !withoutText.has(target.type)
    : target instanceof HTMLElement &&
      (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName))

/** Keys as Mantine names them (`mod+Z`), and what they do. */
export function usePageKeys(keys: readonly (readonly [string, () => void])[]): void {
  useHotkeys(
    keys.map(([key, does]) => [
      key,
      (event) => {
        if (takesText(event.target)) return
        event.preventDefault()
        does()
      },
      { preventDefault: false },
    ]),
    [],
  )
}
