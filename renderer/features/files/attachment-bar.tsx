/** Takes photos and voice notes for a record that is still being written; each can be looked at and taken out. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Alert, Button, FileButton, Group, Image, Paper, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertOctagon, IconCamera, IconPhoto, IconX } from '@tabler/icons-react'
import { useCallback, useRef } from 'react'
import { fileTypes } from '../../../shared/files/file-types.ts'
import { formatBytes, formatSeconds } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { messageOf, remedyFor } from '../../words/say.ts'
import type { Attachments } from './attachments.ts'
import { VoiceRecorder } from './voice-recorder.tsx'
import type { Attachment } from './waiting-attachments.ts'

/** Seconds of one note about one contact. */
const longestNote = 600
const photoTypes = Object.entries(fileTypes).flatMap(([type, { kind }]) => (kind === 'photo' ? [type] : []))

export function AttachmentBar({ attachments }: { attachments: Attachments }) {
  const { items, addPhotos, addVoice, keepSpoken, setRecording } = attachments
  // A mouse means a computer, whose camera is not what one photographs a shelf with.
  const isHandheld = useMediaQuery('(pointer: coarse)')
  const add = (files: readonly File[]) => {
    for (const { name, error } of addPhotos(files))
      notifyProblem(t`${name} was not added`, `${messageOf(error)} ${remedyFor(error)}`)
  }
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {isHandheld && <PhotoButton camera onAdd={add} />}
        <PhotoButton onAdd={add} />
        <VoiceRecorder
          longest={longestNote}
          onGrown={keepSpoken}
          onRecorded={addVoice}
          onRecording={setRecording}
        />
      </Group>
      {items.length > 0 && (
        <Group gap="xs" align="flex-start" role="group" aria-label={t`To be kept with it`}>
          {items.map((item) => (
            <Waiting key={item.id} item={item} attachments={attachments} />
          ))}
        </Group>
      )}
    </Stack>
  )
}

function PhotoButton({
  camera = false,
  onAdd,
}: {
  camera?: boolean
  onAdd: (files: readonly File[]) => void
}) {
  const reset = useRef<() => void>(null)
  const Icon = camera ? IconCamera : IconPhoto
  return (
    <FileButton
      multiple
      accept={camera ? 'image/*' : photoTypes.join(',')}
      {...(camera && { capture: 'environment' as const })}
      resetRef={reset}
      inputProps={{ 'aria-label': camera ? t`Photo to take` : t`Photos to add` }}
      onChange={(chosen) => {
        onAdd(chosen)
        // Else the same photo could not be chosen again.
        reset.current?.()
      }}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<Icon size={16} stroke={1.75} aria-hidden />}>
          {camera ? t`Take a photo` : t`Photo`}
        </Button>
      )}
    </FileButton>
  )
}

function Waiting({ item, attachments }: { item: Attachment; attachments: Attachments }) {
  const { id, kind, name, content, duration, problem } = item
  const shown = useShown(content)
  return (
    <Paper withBorder p="xs" component="article" aria-label={name} maw="100%">
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap" justify="space-between">
          {kind === 'photo' && <Image ref={shown} alt={name} w={72} h={72} radius="sm" fit="cover" />}
          {kind === 'voice' && (
            <audio
              controls
              ref={shown}
              aria-label={name}
              style={{ inlineSize: 260, maxInlineSize: '100%' }}
            />
          )}
          <ActionIcon aria-label={t`Remove ${name}`} onClick={() => attachments.remove(id)}>
            <IconX size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Group>
        <Text size="xs" c="dimmed">
          {duration === undefined ? formatBytes(content.size) : formatSeconds(duration)}
        </Text>
        {problem && (
          <Alert
            color="red"
            role="alert"
            maw={320}
            icon={<IconAlertOctagon aria-hidden />}
            title={messageOf(problem)}
          >
            <Stack gap="xs" align="flex-start">
              <Text size="sm">{remedyFor(problem)}</Text>
              <Button variant="default" onClick={() => void attachments.retry(id)}>
                {t`Try again`}
              </Button>
            </Stack>
          </Alert>
        )}
      </Stack>
    </Paper>
  )
}

/** Shows these bytes in a picture or a player, for as long as it is there. */
const useShown = (content: Blob) =>
  useCallback(
    (element: HTMLImageElement | HTMLAudioElement | null) => {
      if (!element) return undefined
      const address = URL.createObjectURL(content)
      element.src = address
      return () => URL.revokeObjectURL(address)
    },
    [content],
  )
