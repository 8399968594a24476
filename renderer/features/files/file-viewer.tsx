/** Shows a photo or plays a voice note; its bytes come from this device or are fetched while one waits. */
import { t } from '@lingui/core/macro'
import { Button, Center, Group, Image, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import { openFile, stopTransfer } from '../../data/index.ts'
import type { FileEntry } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { saveCopy } from './file-actions.ts'
import { FilePreview } from './file-preview.tsx'
import { progressOf, transferWords } from './file-words.ts'

interface FileViewerProps {
  /** The file as it is now; undefined closes. */
  file: FileEntry | undefined
  onClose: () => void
}

export function FileViewer({ file, onClose }: FileViewerProps) {
  const close = () => {
    if (file?.transfer.state === 'fetching') void stopTransfer(file.id)
    onClose()
  }
  return (
    <Modal opened={file !== undefined} onClose={close} title={file?.name} size="xl">
      {file && <Content key={file.id} file={file} />}
    </Modal>
  )
}

function Content({ file }: { file: FileEntry }) {
  const { id, name, kind, type, size, transfer } = file
  const [address, setAddress] = useState<string>()
  const [error, setError] = useState<CodedError>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void openFile(id).then((answer) => {
      if (gone) return
      if (!answer.ok) return setError(answer.error)
      made = URL.createObjectURL(answer.value)
      setAddress(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  const progress = progressOf(transfer, size)
  const canDraw = kind === 'photo' && !/heic|heif/.test(type)
  return (
    <Stack gap="md">
      {error && <CodedAlert error={error} />}
      {!address && (
        <Center mih={160}>
          <FilePreview file={file} />
        </Center>
      )}
      {progress !== undefined && (
        <Stack gap={4}>
          <Progress value={progress} aria-label={transferWords(transfer, size)} />
          <Text size="sm" c="dimmed">
            {transferWords(transfer, size)}
          </Text>
        </Stack>
      )}
      {address && canDraw && <Image src={address} alt={name} mah="70vh" fit="contain" />}
      {address && kind === 'voice' && (
        <audio controls src={address} style={{ width: '100%' }} aria-label={name} />
      )}
      {address && !canDraw && kind !== 'voice' && (
        <Text c="dimmed" ta="center">
          {t`Save a copy to open it in its own program.`}
        </Text>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
          onClick={() => void saveCopy(file)}
        >
          {t`Save a copy`}
        </Button>
      </Group>
    </Stack>
  )
}
