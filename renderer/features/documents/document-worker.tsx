/**
 * Makes PDFs beside the page. Its layout engine is WebAssembly, which the page's policy forbids; this script is
 * answered with a policy of its own (`shared/document-worker-policy.ts`), which is why its name must stay.
 */
import { pdf } from '@react-pdf/renderer'
import { DocumentPdf } from './document-pdf.tsx'
import { writable } from './fonts.ts'
import { printableLogo } from './printable-logo.ts'
import type { FromDocumentWorker, ToDocumentWorker } from './worker-messages.ts'

const port = self as unknown as {
  postMessage(message: FromDocumentWorker, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToDocumentWorker>) => void): void
}

port.addEventListener('message', ({ data }) => {
  make(data).then(
    ({ bytes, missingLetters }) => port.postMessage({ type: 'made', bytes, missingLetters }, [bytes]),
    (reason: unknown) => port.postMessage({ type: 'failed', reason: String(reason) }, []),
  )
})

async function make(given: ToDocumentWorker): Promise<{ bytes: ArrayBuffer; missingLetters: string }> {
  const { logo, ...sender } = given.sender
  const drawn = logo === undefined ? undefined : await printableLogo(logo)
  const { printed, families, missingLetters } = await writable({
    ...given,
    sender: { ...sender, ...(drawn !== undefined && { logo: drawn }) },
  })
  const blob = await pdf(<DocumentPdf printed={printed} fonts={families} />).toBlob()
  return { bytes: await blob.arrayBuffer(), missingLetters }
}
