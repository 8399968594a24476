/** Where files are dropped or chosen. */
import { t } from '@lingui/core/macro'
import { FileButton, Button, Paper, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'

interface FileDropProps {
  onChoose: (files: File[]) => void
  reading: boolean
  /** The page's one filled button is elsewhere. */
  quiet: boolean
}

export function FileDrop({ onChoose, reading, quiet }: FileDropProps) {
  const [over, setOver] = useState(false)
  const reset = useRef<() => void>(null)
  const choose = (files: File[]) => {
    onChoose(files)
    // Else the same file, corrected, could not be chosen again.
    reset.current?.()
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onChoose([...event.dataTransfer.files])
  }
  return (
    <Paper
      withBorder
      p="lg"
      bg={over ? 'var(--mantine-primary-color-light)' : 'transparent'}
      onDragOver={(event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Stack align="center" gap="xs">
        <Text ta="center">
          {t`Drop CSV files here: customers, employees, products, orders and what belongs to them.`}
        </Text>
        <Text size="sm" c="dimmed" ta="center">
          {t`Choose files that refer to each other together. Nothing is written before you have seen what would happen.`}
        </Text>
        <FileButton multiple accept=".csv,text/csv,text/plain" onChange={choose} resetRef={reset}>
          {(props) => (
            <Button
              {...props}
              variant={quiet ? 'default' : 'filled'}
              loading={reading}
              leftSection={<IconFileImport size={16} stroke={1.75} aria-hidden />}
            >
              {t`Choose files`}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Paper>
  )
}
