/**
 * What on a page is too small for a finger. The rule is that of `renderer/app/touch.css`: a control answers on
 * 44 by 44 px around its middle, in a table on 24 by 24. A link within a sentence is exempt, as in WCAG 2.5.8.
 */
import type { Page } from '@playwright/test'

/** Each as `button "Save" 60x36 at /leads`, without repetitions; empty when everything can be touched. */
export async function smallTargets(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const controls =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=menuitem], [role=checkbox], [role=radio], [role=switch]'
    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    /** Words around it make it part of a sentence. */
    const isInSentence = (element: Element) =>
      element.tagName === 'A' &&
      getComputedStyle(element).display.startsWith('inline') &&
      [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      )
    const labelsOf = (element: Element) =>
      element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const answers = (element: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y)
      if (!hit) return false
      const mine = [element, ...labelsOf(element), element.closest('label')]
      if (mine.some((one) => one?.contains(hit))) return true
      // An icon within an input stands in its way, but belongs to it.
      const input = element.closest('.mantine-Input-wrapper, .mantine-InputWrapper-root')
      return (
        input !== null &&
        input.contains(hit) &&
        element.matches('input, textarea, button.mantine-Input-input')
      )
    }
    const small: string[] = []
    for (const element of document.querySelectorAll(controls)) {
      const isOff = element.matches(':disabled, [aria-hidden=true], [tabindex="-1"][data-focus-guard]')
      if (isOff || element.closest('[inert], [aria-hidden=true]') || !isShown(element)) continue
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const boxes = [element, ...labelsOf(element)].map((one) => one.getBoundingClientRect())
      const box = boxes.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b))
      if (box.width < 2 || box.height < 2 || isInSentence(element)) continue
      const reach = (element.closest('tr, [role=row]') ? 24 : 44) / 2 - 1
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      // A wide control is touched where it is; only what is small has to reach beyond itself.
      const points = [
        [x, y],
        [x - Math.min(reach, Math.max(box.width / 2 - 1, reach)), y],
        [x + Math.min(reach, Math.max(box.width / 2 - 1, reach)), y],
        [x, y - reach],
        [x, y + reach],
      ] as const
      const missed = points.filter(
        ([px, py]) => px >= 0 && py >= 0 && px < innerWidth && py < innerHeight && !answers(element, px, py),
      )
      if (missed.length === 0) continue
      const name =
        element.getAttribute('aria-label') ?? (element.textContent || labelsOf(element)[0]?.textContent)
      const size = `${Math.round(box.width)}x${Math.round(box.height)}`
      const kind = `${element.tagName.toLowerCase()}.${[...element.classList].find((one) => /^mantine-[A-Z]/.test(one)) ?? ''}`
      small.push(`${kind} "${(name ?? '').trim().slice(0, 40)}" ${size}`)
    }
    return [...new Set(small)]
  })
  return found
}
