/**
 * Hands all rows of a list, as it is arranged, to the person: as CSV, as an Excel file or on paper. A long one shows
 * how far it is and can be stopped. What writes files is loaded when it is asked for.
 */
import { t } from '@lingui/core/macro'
import { Button, Group, Menu, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { listRows, viewIds } from '../../data/index.ts'
import { messageOf } from '../../words/say.ts'
import { dayOf, formatNumber } from '../format.ts'
import { notifyProblem } from '../notify-with-undo.tsx'
import { saveBytes, saveFile } from '../save-file.ts'
import { exportColumns } from './export-table.ts'
import type { ExportCell } from './export-table.ts'
import type { NameOf } from './field-text.ts'
import { PrintedList } from './printed-list.tsx'
import type { PrintedRows } from './printed-list.tsx'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import { columnText } from './view-columns.ts'

interface ExportListProps {
  list: ListName
  /** Of the page; also names the file. */
  title: string
  view: ListView
  columns: readonly { id: string; header: string }[]
}

type Way = 'csv' | 'xlsx' | 'print'

const atOnce = 500
/** More sheets of paper than this nobody wants; the count is said on the first one. */
const mostPrinted = 2_000

export function ExportList({ list, title, view, columns }: ExportListProps) {
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [printed, setPrinted] = useState<PrintedRows>()
  const stopped = useRef(false)

  /** The rows with what they refer to; undefined when the person stopped it. */
  async function gather<T>(
    make: (row: Awaited<ReturnType<typeof listRows>>['rows'][number], nameOf: NameOf) => T,
    most = Number.POSITIVE_INFINITY,
  ): Promise<{ rows: T[]; total: number } | undefined> {
    stopped.current = false
    const ids = await viewIds(view)
    const wanted = ids.slice(0, most)
    const rows: T[] = []
    for (let from = 0; from < wanted.length; from += atOnce) {
      if (stopped.current) return undefined
      if (wanted.length > 2 * atOnce) setProgress({ done: from, total: wanted.length })
      const answer = await listRows(view.list, wanted.slice(from, from + atOnce))
      const nameOf: NameOf = (of, id) => answer.names[of]?.[id] ?? undefined
      rows.push(...answer.rows.map((row) => make(row, nameOf)))
    }
    return { rows, total: ids.length }
  }

  async function write(way: 'csv' | 'xlsx') {
    const wanted = exportColumns(list, columns)
    const heads = wanted.map(({ head }) => head)
    const gathered = await gather((row, nameOf): ExportCell[] => wanted.map(({ cell }) => cell(row, nameOf)))
    if (!gathered) return
    const name = `${fileName(title)}-${dayOf(new Date())}.${way}`
    const problem =
      way === 'csv'
        ? await import('./export-csv.ts').then(({ csvOf }) => saveFile(name, csvOf(heads, gathered.rows)))
        : await import('./export-xlsx.ts').then(async ({ xlsxOf }) =>
            saveBytes(name, await xlsxOf(heads, gathered.rows, title)),
          )
    if (problem) notifyProblem(t`The file was not saved`, messageOf(problem))
  }

  async function print() {
    const known = columns.flatMap(({ id, header }) => {
      const column = columnOf(list, id)
      return column ? [{ column, header }] : []
    })
    const gathered = await gather(
      (row, nameOf) => ({
        id: row.id,
        cells: known.map(({ column }) => columnText(list, column, row, nameOf)),
      }),
      mostPrinted,
    )
    if (gathered)
      setPrinted({
        heads: known.map(({ column, header }) => ({
          header,
          isNumber: column.kind === 'amount' || column.kind === 'number',
        })),
        day: dayOf(new Date()),
        ...gathered,
      })
  }

  async function run(way: Way) {
    try {
      await (way === 'print' ? print() : write(way))
    } catch (reason) {
      notifyProblem(
        t`The list could not be exported`,
        reason instanceof Error ? reason.message : String(reason),
      )
    } finally {
      setProgress(undefined)
    }
  }
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
          >
            {t`Export`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileSpreadsheet size={16} stroke={1.75} aria-hidden />}
            onClick={() => void run('csv')}
          >
            {t`CSV file`}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileSpreadsheet size={16} stroke={1.75} aria-hidden />}
            onClick={() => void run('xlsx')}
          >
            {t`Excel file`}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
            onClick={() => void run('print')}
          >
            {t`Print`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {progress && (
        <Modal
          opened
          onClose={() => (stopped.current = true)}
          title={t`Exporting ${title}`}
          withCloseButton={false}
        >
          <Stack>
            <Text role="status">
              {t`${{ done: formatNumber(progress.done) }} of ${{ all: formatNumber(progress.total) }}`}
            </Text>
            <Progress value={(100 * progress.done) / progress.total} aria-label={t`Progress`} />
            <Group>
              <Button variant="default" onClick={() => (stopped.current = true)}>
                {t`Stop`}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
      {printed && <PrintedList title={title} rows={printed} onDone={() => setPrinted(undefined)} />}
    </>
  )
}

/** What no file system minds. */
const fileName = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '') || 'list'
