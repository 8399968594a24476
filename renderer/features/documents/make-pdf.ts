/** The page's end of the document worker. A document is rare and its worker is large, so each has one of its own. */
import type { PrintedDocument } from './document-model.ts'
import type { FromDocumentWorker } from './worker-messages.ts'

/** Rejected where the worker cannot be loaded or cannot lay the document out. */
export async function makePdf(printed: PrintedDocument): Promise<Blob> {
  const worker = new Worker(new URL('./document-worker.tsx', import.meta.url), {
    type: 'module',
    name: 'document',
  })
  try {
    const bytes = await new Promise<ArrayBuffer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromDocumentWorker>) => {
        if (data.type === 'made') resolve(data.bytes)
        else reject(new Error(data.reason))
      })
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      )
      worker.postMessage(printed)
    })
    return new Blob([bytes], { type: 'application/pdf' })
  } finally {
    worker.terminate()
  }
}
