import { describe, expect, it } from 'vitest'
import { errorFile } from '../../../shared/import/import-reports.ts'
import { largestImport } from '../../../shared/import/import-messages.ts'
import type { ImportRequest } from '../../../shared/import/import-messages.ts'
import { openFiles } from '../../../shared/import/open-files.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { runImport } from '../../../shared/import/run-import.ts'
import type { SendRows } from '../../../shared/import/run-import.ts'
import { csv } from '../../support/northwind.ts'

function plan(text: string, name = 'customers.csv') {
  const { files, errors } = openFiles([csv(name, text)])
  expect(errors).toEqual([])
  return planImport(files)
}
const values = (text: string, name?: string) =>
  plan(text, name).batches.flatMap(({ rows }) => rows.map((row) => row.values))

const names = [
  "O'Brien & Söhne d'Été",
  '🚀 Rakete 👩‍👩‍👧',
  'شركة النور للتجارة',
  'חברת השמש בע"מ',
  '日本電気株式会社',
  'Zoë\u0301 combining',
]
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

describe('what companies’ files hold', () => {
  it('takes apostrophes, emoji, right-to-left text and combining marks letter by letter', () => {
    const rows = names.map((name, index) => `K${index},${quoted(name)}`)
    expect(values(`customerID,companyName\n${rows.join('\n')}\n`).map(({ name }) => name)).toEqual(names)
  })
  it('keeps the telephone numbers of ten countries as they are written', () => {
    const phones = [
      '+49 (0)30 0074321',
      '(171) 555-7788',
      '+1 503 555 7555 ext. 12',
      '01 42.34.22.66',
      '+34 91 745 6200',
      '08-123 456 78',
      '+81 3-3224-5000',
      '(02) 201 24 67',
      '+55 11 5555-9482',
      '+91 98765 43210',
    ]
    const rows = phones.map((phone, index) => `K${index},Name,${quoted(phone)}`)
    expect(values(`customerID,companyName,phone\n${rows.join('\n')}\n`).map(({ phone }) => phone)).toEqual(
      phones,
    )
  })
  it('keeps what looks like a formula as text, and writes none that a spreadsheet would run', () => {
    const formulas = ['=1+1', '+HYPERLINK("x")', '-2+3', '@SUM(A1)', "=cmd|' /C calc'!A0"]
    const rows = formulas.map((formula, index) => `K${index},${quoted(formula)}`)
    expect(values(`customerID,companyName\n${rows.join('\n')}\n`).map(({ name }) => name)).toEqual(formulas)
    const written = errorFile(
      formulas.map((title, index) => ({ file: 'a.csv', row: index + 2, key: '', title, action: 'refused' })),
    )
    for (const formula of formulas) expect(written).toContain(`'${formula.replaceAll('"', '""')}`)
    expect(written).not.toMatch(/(^|,|")[=+@]/m)
  })
  it('refuses days that no calendar has, each with its row', () => {
    const days = ['2026-02-29', '2026-13-01', '31.4.2026', '0000-00-00', 'tomorrow']
    const rows = days.map((day, index) => `K${index},A,${day}`)
    const { batches, refused } = plan(
      `orderID,customerID,orderDate\n${rows.join('\n')}\nOK,A,2028-02-29\n`,
      'orders.csv',
    )
    expect(refused.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6])
    expect(batches.flatMap(({ rows: taken }) => taken.map(({ key }) => key))).toEqual(['OK'])
  })
})

describe('a file of very many rows', () => {
  const many = 20_000
  const rows = Array.from({ length: many }, (_, index) => `K${index},Company ${index},+49 30 ${index}`)
  const large = plan(`customerID,companyName,phone\n${rows.join('\n')}\n`)

  const server = (seen: ImportRequest[]): SendRows => {
    return async (_, request) => {
      seen.push(request)
      const results = request.rows.map(({ row, key }) => ({ row, key, action: 'create' as const }))
      return { ok: true, value: { results } }
    }
  }

  it('goes in calls that the server takes, each with progress, as one import', async () => {
    const seen: ImportRequest[] = []
    const done: number[] = []
    const importId = '01a20414-3f41-7360-bbc6-c912051315aa'
    const { outcomes } = await runImport(large, server(seen), {
      commit: true,
      importId,
      onProgress: (progress) => done.push(progress.done),
    })
    expect(outcomes).toHaveLength(many)
    expect(Math.max(...seen.map((request) => request.rows.length))).toBeLessThanOrEqual(largestImport)
    expect(new Set(seen.map((request) => request.import?.id))).toEqual(new Set([importId]))
    expect(seen[0]?.import?.files).toEqual(['customers.csv'])
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBe(many)
  })
  it('stops between two calls and names no import in a dry run', async () => {
    const seen: ImportRequest[] = []
    const { stopped, outcomes } = await runImport(large, server(seen), {
      commit: false,
      importId: 'x',
      isCancelled: () => seen.length === 3,
    })
    expect([stopped, seen.length]).toEqual(['cancelled', 3])
    expect(outcomes).toHaveLength(seen.reduce((sum, request) => sum + request.rows.length, 0))
    expect(seen.every((request) => request.import === undefined)).toBe(true)
  })
})
