/**
 * The files of a record: added by choosing, dropping, pasting, the camera or the microphone; shown as small
 * pictures, opened, saved and deleted. Everything works without a network but opening what is not here.
 */
import { t } from '@lingui/core/macro'
import { Button, FileButton, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCamera, IconPaperclip } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { mayAddFile, mayDeleteFile } from '../../../shared/files/file-access.ts'
import type { FileCollection } from '../../../shared/files/file-document.ts'
import { acceptedTypes } from '../../../shared/files/file-types.ts'
import type { Person } from '../../../shared/roles.ts'
import { addFile, useFiles } from '../../data/index.ts'
import type { FileEntry } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { messageOf, remedyFor } from '../../words/say.ts'
import { addFiles, showPdf } from './file-actions.ts'
import { FileCard } from './file-card.tsx'
import { FileViewer } from './file-viewer.tsx'
import type { Recorded } from './recorder.ts'
import { VoiceRecorder } from './voice-recorder.tsx'

interface FileSectionProps {
  collection: FileCollection
  record: AnyDocument
  person: Person
}

export function FileSection({ collection, record, person }: FileSectionProps) {
  const { id } = record
  const { files, loading } = useFiles(collection, record)
  const nameOf = useReferenceNames(['salesReps'])
  const [openId, setOpenId] = useState<string>()
  const [over, setOver] = useState(false)
  const mayAdd = mayAddFile(person, collection, record)
  const shown = files.filter(({ kind }) => kind !== 'signature')
  const add = useCallback(
    (chosen: readonly File[]) => void addFiles({ collection, id }, chosen),
    [collection, id],
  )
  usePastedFiles(mayAdd ? add : undefined)

  const open = (file: FileEntry) => {
    if (file.type === 'application/pdf') void showPdf(file)
    else setOpenId(file.id)
  }
  const recorded = async ({ content, seconds: duration }: Recorded) => {
    const name = t`Voice note of ${{ time: formatInstant(new Date().toISOString()) }}`
    const answer = await addFile({ collection, id }, { name, content, duration })
    if (!answer.ok)
      notifyProblem(t`The voice note was not kept`, `${messageOf(answer.error)} ${remedyFor(answer.error)}`)
  }

  return (
    <Stack
      gap="sm"
      onDragOver={(event: DragEvent) => {
        if (!mayAdd || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        setOver(false)
        if (!mayAdd || event.dataTransfer.files.length === 0) return
        event.preventDefault()
        add([...event.dataTransfer.files])
      }}
    >
      {mayAdd && <AddFiles onAdd={add} onRecorded={(voice) => void recorded(voice)} />}
      {shown.length > 0 ? (
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" aria-label={t`Files`} role="group">
          {shown.map((file) => (
            <FileCard
              key={file.id}
              file={file}
              addedBy={nameOf('salesReps', file.createdBy) ?? ''}
              mayDelete={mayDeleteFile(person, collection, record, file) || file.transfer.state === 'refused'}
              onOpen={open}
            />
          ))}
        </SimpleGrid>
      ) : (
        !loading && !mayAdd && <Text c="dimmed">{t`No files.`}</Text>
      )}
      {mayAdd && (
        <Paper withBorder p="sm" bg={over ? 'var(--mantine-primary-color-light)' : 'transparent'}>
          <Text size="sm" c="dimmed" ta="center">
            {t`Drop or paste photos, PDFs, office documents and recordings here, up to 50 MB each.`}
          </Text>
        </Paper>
      )}
      <FileViewer file={files.find((file) => file.id === openId)} onClose={() => setOpenId(undefined)} />
    </Stack>
  )
}

function AddFiles({
  onAdd,
  onRecorded,
}: {
  onAdd: (files: readonly File[]) => void
  onRecorded: (recorded: Recorded) => void
}) {
  const reset = useRef<() => void>(null)
  const resetCamera = useRef<() => void>(null)
  // A mouse means a computer, whose camera is not what one photographs a shelf with.
  const isHandheld = useMediaQuery('(pointer: coarse)')
  return (
    <Group gap="xs">
      <FileButton
        multiple
        accept={acceptedTypes.join(',')}
        resetRef={reset}
        inputProps={{ 'aria-label': t`Files to add` }}
        onChange={(chosen) => {
          onAdd(chosen)
          // Else the same file could not be chosen again.
          reset.current?.()
        }}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconPaperclip size={16} stroke={1.75} aria-hidden />}
          >
            {t`Add files`}
          </Button>
        )}
      </FileButton>
      {isHandheld && (
        <FileButton
          accept="image/*"
          capture="environment"
          resetRef={resetCamera}
          inputProps={{ 'aria-label': t`Photo to add` }}
          onChange={(photo) => {
            if (photo) onAdd([photo])
            resetCamera.current?.()
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconCamera size={16} stroke={1.75} aria-hidden />}
            >
              {t`Take a photo`}
            </Button>
          )}
        </FileButton>
      )}
      <VoiceRecorder onRecorded={onRecorded} />
    </Group>
  )
}

/** Files from the clipboard, unless they are pasted into a field. */
function usePastedFiles(add: ((files: readonly File[]) => void) | undefined) {
  useEffect(() => {
    if (!add) return undefined
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      const inField =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')
      if (files.length === 0 || inField) return
      event.preventDefault()
      add(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [add])
}
