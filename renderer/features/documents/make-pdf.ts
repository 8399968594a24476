/** The page's end of the document worker. A document is rare and its worker is large, so each has one of its own. */
import type { PrintedDocument } from './document-model.ts'
import type { FromDocumentWorker } from './worker-messages.ts'

/** Milliseconds; a long order takes a few seconds on a slow tablet. */
const longest = 90_000

/** Rejected where the worker cannot be loaded, cannot lay the document out, or does not come to an end. */
export async function makePdf(printed: PrintedDocument): Promise<Blob> {
  const worker = new Worker(new URL('./document-worker.tsx', import.meta.url), {
    type: 'module',
    name: 'document',
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const bytes = await new Promise<ArrayBuffer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromDocumentWorker>) => {
        if (data.type === 'made') resolve(data.bytes)
        else reject(new Error(data.reason))
      })
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      )
      timer = setTimeout(() => reject(new Error('the document took too long')), longest)
      worker.postMessage(printed)
    })
    return new Blob([bytes], { type: 'application/pdf' })
  } finally {
    clearTimeout(timer)
    worker.terminate()
  }
}
