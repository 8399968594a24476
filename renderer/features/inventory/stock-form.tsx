/**
 * The form around a grid of products and numbers, as counting and receiving share it: what is typed is judged
 * when it is first sent, is sent once, and stays where it is until the device has stored it.
 */
import { t } from '@lingui/core/macro'
import { Alert } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { formatNumber } from '../../ui/format.ts'
import { FormLayout } from '../../ui/form-layout.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { stockAge } from './stock-age.ts'
import { isEmptyStockLine, lineProblems, readLines } from './stock-lines.ts'
import type { StockLine } from './stock-lines.ts'

type ReadLine = ReturnType<typeof readLines>[number]

interface StockFormOptions {
  lines: readonly StockLine[]
  /** The smallest number that makes sense. */
  least: 0 | 1
  note: string
  /** Sends the lines that are whole; what it returns was refused, nothing means that all is stored. */
  send: (lines: readonly ReadLine[]) => Promise<FormProblem[]>
  onSent: () => void
}

/** `wrong` is what to show at the lines, by id: nothing until it was sent once. */
export function useStockForm({ lines, least, note, send, onSent }: StockFormOptions) {
  const [shown, setShown] = useState(false)
  const [problems, setProblems] = useState<FormProblem[]>([])
  const [saving, setSaving] = useState(false)
  const wrong = lineProblems(lines, least)
  const read = readLines(lines)

  async function save() {
    if (saving) return
    setShown(true)
    const found = problemsOf(lines, wrong, note)
    setProblems(found)
    if (found.length > 0) return
    setSaving(true)
    try {
      const refused = await send(read)
      setProblems(refused)
      if (refused.length === 0) onSent()
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason)
      setProblems([{ message: t`This device could not store it (${why}). What you typed is still here.` }])
    } finally {
      setSaving(false)
    }
  }
  return { read, wrong: shown ? wrong : new Map<string, string>(), problems, saving, save }
}

interface StockFormProps {
  label: string
  saveLabel: string
  form: Pick<ReturnType<typeof useStockForm>, 'saving' | 'problems' | 'save'>
  /** Left for now: what is typed stays. */
  onEscape: () => void
  /** Given up. */
  onCancel: () => void
  children: ReactNode
}

export function StockForm({ form, children, ...layout }: StockFormProps) {
  return (
    <FormLayout
      {...layout}
      maxWidth={880}
      saving={form.saving}
      problems={form.problems}
      onSubmit={() => void form.save()}
    >
      {children}
      <Alert role="note" color="gray" py="xs" icon={<IconClock size={18} stroke={1.75} aria-hidden />}>
        {t`Stock is kept in the office. Without a network this waits on your device and is carried out when you are online.`}
      </Alert>
    </FormLayout>
  )
}

/** "12 in stock, 8 available, as of 10 minutes ago" */
export function inStock(product: Product, now: number): string {
  const { stockOnHand: onHand } = product
  const available = availableOf(product)
  const age = stockAge(product, now)
  return onHand === available
    ? t`${formatNumber(onHand)} in stock, ${age}`
    : t`${formatNumber(onHand)} in stock, ${formatNumber(available)} available, ${age}`
}

const longestNote = 300

/** The things to correct, each leading to its line. */
function problemsOf(
  lines: readonly StockLine[],
  wrong: ReadonlyMap<string, string>,
  note: string,
): FormProblem[] {
  const problems = lines.flatMap((line, row): FormProblem[] => {
    const message = wrong.get(line.id)
    const number = row + 1
    const field = `lines.${row}.${line.productId ? 'units' : 'productId'}`
    return message ? [{ field, label: line.name || t`Line ${number}`, message }] : []
  })
  if (lines.every(isEmptyStockLine))
    problems.push({ field: 'lines.0.productId', message: t`Enter at least one product.` })
  if (lines.filter((line) => !isEmptyStockLine(line)).length > 100)
    problems.push({ message: t`Enter 100 lines at most; receive the others as a second delivery.` })
  if (note.length > longestNote) problems.push({ message: t`Shorten the reference.` })
  return problems
}
