/** The button that hands a list of stock to the person as a file. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { messageOf } from '../../words/say.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { saveFile } from '../../ui/save-file.ts'

interface SaveCsvProps {
  /** Without its ending. */
  name: string
  /** Written when it is asked for. */
  content: () => string | Promise<string>
  disabled?: boolean
}

export function SaveCsv({ name, content, disabled = false }: SaveCsvProps) {
  const [writing, setWriting] = useState(false)
  const save = async () => {
    setWriting(true)
    try {
      const problem = await saveFile(`${fileName(name)}.csv`, await content())
      if (problem) notifyProblem(t`The file was not saved`, messageOf(problem))
    } finally {
      setWriting(false)
    }
  }
  return (
    <Button
      variant="default"
      size="xs"
      disabled={disabled}
      loading={writing}
      leftSection={<IconFileSpreadsheet size={16} stroke={1.75} aria-hidden />}
      onClick={() => void save()}
    >
      {t`Save as CSV`}
    </Button>
  )
}

/** What no file system minds: "Côte de Blaye, 12/75" is "cote-de-blaye-12-75". */
export const fileName = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '') || 'stock'
