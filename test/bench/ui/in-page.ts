/** What runs inside the page that is measured; each is given to `page.evaluate` and stands alone. */

export interface Waits {
  /** A selector that must be found. */
  seen?: string
  /** What the text of the first row must not be any more. */
  firstRowOtherThan?: string
  /** What the status beside the filters must not be any more. */
  statusOtherThan?: string
  /** What the first answer of the palette must not be any more. */
  answerOtherThan?: string
}

/** Installed once in a page: `measure` acts and waits for the frame in which the answer can be seen. */
export function installMeasures() {
  const longTasks: { start: number; duration: number }[] = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })

  const firstRow = () => document.querySelector('tr[aria-rowindex="2"]:not([aria-busy])')?.textContent ?? ''
  const status = () => document.querySelector('main [role="status"]')?.textContent ?? ''
  const answer = () => document.querySelector('[role="dialog"] [data-action]')?.textContent ?? ''
  const holds = ({ seen, firstRowOtherThan, statusOtherThan, answerOtherThan }: Waits) =>
    (answerOtherThan === undefined || (answer() !== '' && answer() !== answerOtherThan)) &&
    (seen === undefined || document.querySelector(seen) !== null) &&
    (firstRowOtherThan === undefined || (firstRow() !== '' && firstRow() !== firstRowOtherThan)) &&
    (statusOtherThan === undefined || (status() !== '' && status() !== statusOtherThan))

  const until = (waits: Waits) =>
    new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not seen in time: ${JSON.stringify(waits)}`)), 20_000)
      const look = () => {
        if (!holds(waits)) return false
        watch.disconnect()
        clearTimeout(late)
        requestAnimationFrame(() => resolve(performance.now()))
        return true
      }
      const watch = new MutationObserver(look)
      watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
      look()
    })

  /** Milliseconds between the act and the frame that shows its result. */
  async function measure(act: () => void, waits: Waits): Promise<number> {
    const started = performance.now()
    const seen = until(waits)
    act()
    return (await seen) - started
  }

  const type = (input: HTMLInputElement, text: string) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  Object.assign(window, {
    measures: {
      firstRow,
      status,
      answer,
      longest: (from: number) =>
        Math.max(0, ...longTasks.filter(({ start }) => start >= from).map(({ duration }) => duration)),
      now: () => performance.now(),
      go: (hash: string, waits: Waits) => measure(() => void (location.hash = hash), waits),
      /** Of what the selector finds, the n-th from 0. */
      click: (selector: string, place: number, waits: Waits) =>
        measure(() => document.querySelectorAll<HTMLElement>(selector)[place]?.click(), waits),
      fill: (selector: string, text: string, waits: Waits) =>
        measure(() => {
          const input = document.querySelector<HTMLInputElement>(selector)
          if (input) type(input, text)
        }, waits),
      /** Scrolls as a wheel does, a step in each frame; the gaps between frames in milliseconds. */
      async scroll(frames: number, step: number) {
        const box = document.querySelector('main table')?.parentElement
        const gaps: number[] = []
        let blank = 0
        let last = performance.now()
        for (let frame = 0; frame < frames; frame++) {
          box?.scrollBy(0, step)
          await new Promise(requestAnimationFrame)
          const now = performance.now()
          gaps.push(now - last)
          last = now
          if (document.querySelector('main tr[aria-busy]')) blank++
        }
        box?.scrollTo(0, 0)
        await until({ seen: 'tr[aria-rowindex="2"]:not([aria-busy])' })
        return { gaps, blank: blank / frames }
      },
    },
  })
}

export interface Measures {
  firstRow(): string
  status(): string
  answer(): string
  longest(from: number): number
  now(): number
  go(hash: string, waits: Waits): Promise<number>
  click(selector: string, place: number, waits: Waits): Promise<number>
  fill(selector: string, text: string, waits: Waits): Promise<number>
  scroll(frames: number, step: number): Promise<{ gaps: number[]; blank: number }>
}
