/** What runs inside the page that is measured; it is given to `page.evaluate` and stands alone. */

/** All of them must hold. */
export interface Waits {
  /** A selector that must be found. */
  seen?: string
  /** The table shows what was asked of it last, and has a first row: `aria-busy` says so. */
  settled?: boolean
  /** The order that the head tells (`aria-sort`) must not be this one any more. */
  orderOtherThan?: string
  /** What the text of the first row must not be any more. */
  firstRowOtherThan?: string
  /** What the status beside the filters must not be any more. */
  statusOtherThan?: string
  /** What the first answer of the palette must not be any more. */
  answerOtherThan?: string
  /** What the heading of the preview must not be any more. */
  previewOtherThan?: string
  /** The words of this cell must not be these any more; its row may have gone to another place. */
  cell?: Cell & { otherThan: string }
}

/** A cell by the link of its row and the name of its column. */
export interface Cell {
  href: string
  column: string
}

export interface LongTask {
  /** ms */
  duration: number
  /** What was being done. */
  during: string
}

/** Installed once in a page: `measure` acts and waits for the frame in which the answer can be seen. */
export function installMeasures() {
  const tasks: { start: number; duration: number }[] = []
  const doings: { at: number; name: string }[] = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })

  const textOf = (selector: string) => document.querySelector(selector)?.textContent ?? ''
  const firstRow = () => textOf('main tr[aria-rowindex="2"]:not([aria-busy])')
  const status = () => textOf('main [role="status"]')
  const answer = () => textOf('[role="dialog"] [data-action]')
  const preview = () => textOf('main aside article h2')
  const order = () =>
    [...document.querySelectorAll('main th[aria-sort]')]
      .map((head) => `${head.textContent} ${head.getAttribute('aria-sort')}`)
      .join(', ')
  const cell = ({ href, column }: Cell) => {
    const row = document.querySelector(`main tr a[href="${href}"]`)?.closest('tr')
    return row?.querySelector(`[data-editable="${column}"]`)?.textContent ?? undefined
  }
  const isSettled = () => document.querySelector('main table:not([aria-busy])') !== null && firstRow() !== ''

  const isOther = (before: string | undefined, now: string) =>
    before === undefined || (now !== '' && now !== before)
  const holds = (waits: Waits) =>
    (waits.seen === undefined || document.querySelector(waits.seen) !== null) &&
    (!waits.settled || isSettled()) &&
    isOther(waits.orderOtherThan, order()) &&
    isOther(waits.firstRowOtherThan, firstRow()) &&
    isOther(waits.statusOtherThan, status()) &&
    isOther(waits.answerOtherThan, answer()) &&
    isOther(waits.previewOtherThan, preview()) &&
    (!waits.cell || cell(waits.cell) !== waits.cell.otherThan)

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

  const measures: Measures = {
    firstRow,
    status,
    answer,
    preview,
    order,
    cell,
    doing: (name) => void doings.push({ at: performance.now(), name }),
    longest: (from) =>
      tasks
        .filter(({ start }) => start >= from)
        .sort((a, b) => b.duration - a.duration)
        .slice(0, 3)
        .map(({ start, duration }) => ({
          duration,
          during: doings.findLast(({ at }) => at <= start + duration)?.name ?? 'the start',
        })),
    now: () => performance.now(),
    until: async (waits) => void (await until(waits)),
    go: (hash, waits) => measure(() => void (location.hash = hash), waits),
    click: (selector, place, waits) =>
      measure(() => {
        const found = document.querySelectorAll<HTMLElement>(selector)[place]
        if (!found) throw new Error(`there is no ${selector} number ${place}`)
        found.click()
      }, waits),
    fill: (selector, text, waits) =>
      measure(() => {
        const input = document.querySelector<HTMLInputElement>(selector)
        if (!input) throw new Error(`there is no ${selector}`)
        type(input, text)
      }, waits),
    press: (key, waits) =>
      measure(
        () =>
          void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })),
        waits,
      ),
    async scroll(frames, step) {
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
      await until({ settled: true })
      return { gaps, blank: blank / frames }
    },
  }
  Object.assign(window, { measures })
}

export interface Measures {
  firstRow(): string
  status(): string
  answer(): string
  preview(): string
  order(): string
  cell(cell: Cell): string | undefined
  /** Names what is done from now on. */
  doing(name: string): void
  /** The longest tasks of more than 50 ms since then, the longest first. */
  longest(from: number): LongTask[]
  now(): number
  until(waits: Waits): Promise<void>
  go(hash: string, waits: Waits): Promise<number>
  /** Of what the selector finds, the n-th from 0. */
  click(selector: string, place: number, waits: Waits): Promise<number>
  fill(selector: string, text: string, waits: Waits): Promise<number>
  /** Where the focus is. */
  press(key: string, waits: Waits): Promise<number>
  /** Scrolls as a wheel does, a step in each frame; the gaps between frames in milliseconds. */
  scroll(frames: number, step: number): Promise<{ gaps: number[]; blank: number }>
}
