/** Records a voice note with the microphone; it is kept when the recording ends. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconMicrophone, IconPlayerStopFilled } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { formatSeconds } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { canRecord, startRecording, whyNoSound } from './recorder.ts'
import type { Recorded, Recording } from './recorder.ts'

/** Seconds; speech for an hour stays far below the largest file. */
const hour = 3600

interface VoiceRecorderProps {
  onRecorded: (recorded: Recorded) => void
  /** Told every few seconds what has been recorded so far. */
  onGrown?: (recorded: Recorded) => void
  /** Seconds after which it ends by itself. */
  longest?: number
  /** Told when a recording begins, and with nothing when it has ended. */
  onRecording?: (recording: Recording | undefined) => void
}

export function VoiceRecorder({ onRecorded, onGrown, longest = hour, onRecording }: VoiceRecorderProps) {
  const [seconds, setSeconds] = useState<number>()
  const [asking, setAsking] = useState(false)
  const recording = useRef<Recording>(null)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      void recording.current?.stop()
    }
  }, [])

  if (!canRecord()) return null

  const start = async () => {
    setAsking(true)
    try {
      const started = await startRecording({
        longest,
        onSeconds: setSeconds,
        onGrown,
        onEnded: (recorded) => {
          recording.current = null
          setSeconds(undefined)
          onRecording?.(undefined)
          if (recorded) onRecorded(recorded)
        },
      })
      recording.current = started
      // The page went away while the person was asked for the microphone.
      if (isGone.current) await started.stop()
      else {
        setSeconds(0)
        onRecording?.(started)
      }
    } catch (reason) {
      notifyProblem(t`Nothing can be recorded`, whyNoSound(reason))
    } finally {
      setAsking(false)
    }
  }

  return seconds === undefined ? (
    <Button
      variant="default"
      leftSection={<IconMicrophone size={16} stroke={1.75} aria-hidden />}
      loading={asking}
      onClick={() => void start()}
    >
      {t`Voice note`}
    </Button>
  ) : (
    <Button
      color="red"
      leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
      onClick={() => void recording.current?.stop()}
    >
      {t`Stop and keep, ${{ time: formatSeconds(seconds) }}`}
    </Button>
  )
}
