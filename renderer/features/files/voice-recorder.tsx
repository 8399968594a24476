/** Records a voice note with the microphone; it is kept when the recording ends. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconMicrophone, IconPlayerStopFilled } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { formatSeconds } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'

/** Seconds; speech for an hour stays far below the largest file. */
const longest = 3600
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

interface VoiceRecorderProps {
  onRecorded: (content: Blob, seconds: number) => void
}

export function VoiceRecorder({ onRecorded }: VoiceRecorderProps) {
  const [seconds, setSeconds] = useState<number>()
  const recorder = useRef<MediaRecorder>(null)
  useEffect(() => () => recorder.current?.stop(), [])

  if (!('MediaRecorder' in window) || !('mediaDevices' in navigator)) return null

  const start = async () => {
    let sound: MediaStream
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      return notifyProblem(t`Nothing can be recorded`, t`Connect a microphone, and allow this app to use it.`)
    }
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
    const running = new MediaRecorder(sound, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 })
    recorder.current = running
    const began = Date.now()
    const pieces: Blob[] = []
    running.addEventListener('dataavailable', ({ data }) => void pieces.push(data))
    const timer = setInterval(() => {
      const passed = (Date.now() - began) / 1000
      setSeconds(passed)
      if (passed > longest) running.stop()
    }, 500)
    running.addEventListener('stop', () => {
      clearInterval(timer)
      for (const track of sound.getTracks()) track.stop()
      recorder.current = null
      setSeconds(undefined)
      onRecorded(new Blob(pieces, { type: running.mimeType }), Math.round((Date.now() - began) / 1000))
    })
    // In pieces, so that a long note is not held whole by the recorder.
    running.start(5_000)
    setSeconds(0)
  }

  return seconds === undefined ? (
    <Button
      variant="default"
      leftSection={<IconMicrophone size={16} stroke={1.75} aria-hidden />}
      onClick={() => void start()}
    >
      {t`Voice note`}
    </Button>
  ) : (
    <Button
      color="red"
      leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
      onClick={() => recorder.current?.stop()}
    >
      {t`Stop and keep, ${{ time: formatSeconds(seconds) }}`}
    </Button>
  )
}
