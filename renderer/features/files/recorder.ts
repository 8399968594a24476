/**
 * One recording with the microphone at a time. What was spoken is handed over when it ends, whoever ends it: the
 * person, the limit, the page that goes away, or a microphone that is pulled out. Nothing spoken is thrown away.
 */
import { t } from '@lingui/core/macro'

export interface Recording {
  /** Ends it; resolves when what was recorded has been handed over. */
  stop(): Promise<void>
}

/** What was recorded, or has been so far. */
export interface Recorded {
  /** One for each recording. */
  id: string
  content: Blob
  seconds: number
}

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** False in a browser, or on an address without encryption, that gives no microphone to a page. */
export const canRecord = (): boolean => 'MediaRecorder' in window && 'mediaDevices' in navigator

interface RecordingOptions {
  /** Seconds after which it ends by itself. */
  longest: number
  onSeconds: (seconds: number) => void
  /** Called every few seconds with all that was recorded so far, playable as it is. */
  onGrown?: ((recorded: Recorded) => void) | undefined
  /** Called once; without anything when nothing was heard. */
  onEnded: (recorded: Recorded | undefined) => void
}

/** Starts recording; rejects when there is no microphone, see `whyNoSound`. */
export async function startRecording(options: RecordingOptions): Promise<Recording> {
  const { longest, onSeconds, onGrown, onEnded } = options
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(sound, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 })
  const id = crypto.randomUUID()
  const began = Date.now()
  const pieces: Blob[] = []
  const recorded = (): Recorded => ({
    id,
    content: new Blob(pieces, { type: recorder.mimeType }),
    seconds: Math.min(longest, Math.round((Date.now() - began) / 1000)),
  })
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return
    pieces.push(data)
    // The last piece comes right before the end.
    if (recorder.state !== 'inactive') onGrown?.(recorded())
  })
  const timer = setInterval(() => {
    const passed = (Date.now() - began) / 1000
    onSeconds(passed)
    if (passed >= longest && recorder.state !== 'inactive') recorder.stop()
  }, 500)
  recorder.addEventListener('stop', () => {
    clearInterval(timer)
    for (const track of sound.getTracks()) track.stop()
    onEnded(pieces.length > 0 ? recorded() : undefined)
    end()
  })
  // In pieces, so that a long note is neither held whole by the recorder nor lost whole with the window.
  recorder.start(5_000)
  return {
    stop() {
      if (recorder.state !== 'inactive') recorder.stop()
      return ended
    },
  }
}

/** What a person can do about a microphone that could not be had. */
export function whyNoSound(reason: unknown): string {
  switch (reason instanceof DOMException ? reason.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return t`This app may not use the microphone. Allow it in the settings of the browser or the computer, then record again.`
    case 'NotFoundError':
      return t`There is no microphone. Connect one, then record again.`
    case 'NotReadableError':
    case 'AbortError':
      return t`Another program uses the microphone. Close it, then record again.`
    default:
      return t`The microphone does not answer. Connect it again, or restart the app.`
  }
}
