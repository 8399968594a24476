/** The page's end of the document worker. A document is rare and its worker is large, so each has one of its own. */
import type { PrintedDocument } from './document-model.ts'
import type { FromDocumentWorker } from './worker-messages.ts'

/** Milliseconds; a long order takes a few seconds on a slow tablet. */
const longest = 90_000

export interface Pdf {
  file: Blob
  /** Letters that no font has, each once, with a box in their places; empty nearly always. */
  missingLetters: string
}

/** Rejected where the worker cannot be loaded, cannot lay the document out, or does not come to an end. */
export async function makePdf(printed: PrintedDocument): Promise<Pdf> {
  const worker = new Worker(new URL('./document-worker.tsx', import.meta.url), {
    type: 'module',
    name: 'document',
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<Pdf>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromDocumentWorker>) => {
        if (data.type === 'made')
          resolve({
            file: new Blob([data.bytes], { type: 'application/pdf' }),
            missingLetters: data.missingLetters,
          })
        else reject(new Error(data.reason))
      })
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      )
      timer = setTimeout(() => reject(new Error('the document took too long')), longest)
      worker.postMessage(printed)
    })
  } finally {
    clearTimeout(timer)
    worker.terminate()
  }
}
