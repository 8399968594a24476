/**
 * A list on paper: all of its rows as a plain table, drawn only for the printer. The list on the screen holds no more
 * than what is in view, so printing the page itself would cut it off.
 */
import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { formatDate, formatNumber } from '../format.ts'

export interface PrintedRows {
  heads: readonly { header: string; isNumber: boolean }[]
  rows: readonly { id: string; cells: readonly string[] }[]
  /** The day it was printed. */
  day: string
  /** In the whole list; more than are printed, when it is very long. */
  total: number
}

export function PrintedList({
  title,
  rows,
  onDone,
}: {
  title: string
  rows: PrintedRows
  onDone: () => void
}) {
  useEffect(() => {
    const { body } = document
    body.dataset['printing'] = 'list'
    const end = () => onDone()
    window.addEventListener('afterprint', end)
    // The table has to be in the document when the printer looks.
    const frame = requestAnimationFrame(() => window.print())
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', end)
      delete body.dataset['printing']
    }
  }, [onDone])
  const shown = formatNumber(rows.rows.length)
  const all = formatNumber(rows.total)
  return createPortal(
    <section className="satchel-print" aria-hidden>
      <h1>{title}</h1>
      <p>
        {formatDate(rows.day)} · {rows.rows.length < rows.total ? t`the first ${shown} of ${all}` : all}
      </p>
      <table>
        <thead>
          <tr>
            {rows.heads.map(({ header, isNumber }) => (
              <th key={header} data-number={isNumber || undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map(({ id, cells }) => (
            <tr key={id}>
              {rows.heads.map(({ header, isNumber }, place) => (
                <td key={header} data-number={isNumber || undefined}>
                  {cells[place]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  )
}
