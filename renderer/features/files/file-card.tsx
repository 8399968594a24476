/** One file: its small picture, its name, where its bytes are, and what can be done with it. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Button, Card, Group, Menu, Progress, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconDots, IconDownload, IconPlayerStop, IconRefresh, IconTrash } from '@tabler/icons-react'
import { retryTransfer, stopTransfer } from '../../data/index.ts'
import type { FileEntry } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import { Truncated } from '../../ui/truncated.tsx'
import { removeWithUndo, saveCopy } from './file-actions.ts'
import classes from './file-card.module.css'
import { FilePreview } from './file-preview.tsx'
import { progressOf, sizeWords, transferWords } from './file-words.ts'

interface FileCardProps {
  file: FileEntry
  addedBy: string
  mayDelete: boolean
  onOpen: (file: FileEntry) => void
}

export function FileCard({ file, addedBy, mayDelete, onOpen }: FileCardProps) {
  const { name, size, transfer } = file
  const state = transferWords(transfer, size)
  const progress = progressOf(transfer, size)
  const isRefused = transfer.state === 'refused'
  return (
    <Card withBorder padding={0} className={classes['card']} component="article" aria-label={name}>
      <UnstyledButton
        className={classes['preview']}
        aria-label={t`Open ${name}`}
        onClick={() => onOpen(file)}
      >
        <FilePreview file={file} />
      </UnstyledButton>
      {progress !== undefined && <Progress value={progress} size="xs" radius={0} aria-label={state} />}
      <Group gap={4} p="xs" align="flex-start" wrap="nowrap" justify="space-between">
        <Stack gap={2} miw={0}>
          <Text size="sm" fw={500} component="div">
            <Truncated>{name}</Truncated>
          </Text>
          <Text size="xs" c="dimmed" title={formatInstant(file.createdAt)}>
            {addedBy ? `${sizeWords(file)} · ${addedBy}` : sizeWords(file)}
          </Text>
          {state && (
            <Text size="xs" c={isRefused ? 'red' : 'dimmed'} role={isRefused ? 'alert' : undefined}>
              {state}
            </Text>
          )}
          {(isRefused || transfer.state === 'stopped') && (
            <Group gap="xs">
              <Button size="compact-xs" variant="light" onClick={() => void retryTransfer(file.id)}>
                {t`Send again`}
              </Button>
            </Group>
          )}
        </Stack>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size="sm" aria-label={t`Actions of ${name}`}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
              onClick={() => void saveCopy(file)}
            >
              {t`Save a copy`}
            </Menu.Item>
            {(progress !== undefined || transfer.state === 'waiting') && (
              <Menu.Item
                leftSection={<IconPlayerStop size={16} stroke={1.75} aria-hidden />}
                onClick={() => void stopTransfer(file.id)}
              >
                {transfer.state === 'fetching' ? t`Stop fetching` : t`Stop sending`}
              </Menu.Item>
            )}
            {transfer.state === 'stopped' && (
              <Menu.Item
                leftSection={<IconRefresh size={16} stroke={1.75} aria-hidden />}
                onClick={() => void retryTransfer(file.id)}
              >
                {t`Send again`}
              </Menu.Item>
            )}
            {mayDelete && (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
                onClick={() => void removeWithUndo(file)}
              >
                {t`Delete`}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Card>
  )
}
