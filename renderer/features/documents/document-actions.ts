/**
 * Saving and showing the papers of an order. A browser shows the PDF in a tab of its own and the desktop in the
 * computer's program for PDFs; both have their print dialog there, so that no policy has to allow a frame.
 */
import { t } from '@lingui/core/macro'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { validSignature, whatIsSigned } from '../../data/files/signatures.ts'
import { findFiles, findRecords } from '../../data/index.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { saveBytes, toBase64 } from '../../ui/save-file.ts'
import { companyOf } from '../../../shared/company.ts'
import { documentWords } from './document-kinds.ts'
import type { DocumentKind } from './document-kinds.ts'
import { documentOf } from './document-model.ts'
import type { PrintedDocument } from './document-model.ts'
import { makePdf } from './make-pdf.ts'
import { messageOf, remedyFor } from '../../words/say.ts'
import { formatLocale } from '../../words/languages.ts'

type Deliver = (printed: PrintedDocument, file: Blob) => Promise<CodedError | undefined>

export function saveDocument(
  kind: DocumentKind,
  order: Order,
  customer: Customer | undefined,
): Promise<void> {
  return make(kind, order, customer, (printed, file) => saveBytes(printed.fileName, file))
}

/** Must be called while a click is handled: browsers open no tab at any other time. */
export async function showDocument(
  kind: DocumentKind,
  order: Order,
  customer: Customer | undefined,
): Promise<void> {
  const { desktop } = window
  if (desktop)
    return make(kind, order, customer, async ({ fileName }, file) => {
      const answer = await desktop.openPdf({ name: fileName, base64: await toBase64(file) })
      return answer.ok ? undefined : answer.error
    })
  const tab = window.open('', '_blank')
  if (!tab)
    return notifyProblem(
      t`The document was not opened`,
      t`Allow this page to open tabs, or save the document instead.`,
    )
  let shown = false
  await make(kind, order, customer, (_printed, file) => {
    const address = URL.createObjectURL(file)
    tab.location.replace(address)
    // Its viewer has read it all by then.
    setTimeout(() => URL.revokeObjectURL(address), 10 * 60_000)
    shown = true
    return Promise.resolve(undefined)
  })
  if (!shown) tab.close()
}

async function make(
  kind: DocumentKind,
  order: Order,
  customer: Customer | undefined,
  deliver: Deliver,
): Promise<void> {
  const words = documentWords(kind)
  try {
    const [company] = await findRecords('settings', { selector: { kind: 'company' }, limit: 1 })
    if (!company)
      return notifyProblem(
        words.notMade,
        t`The name of your company has not arrived on this device yet. Connect to the office once.`,
      )
    // The screen writes amounts in this locale too.
    const { locale } = new Intl.NumberFormat(formatLocale()).resolvedOptions()
    const printed = documentOf(kind, order, {
      customer,
      company: companyOf(company),
      signature: await signatureOf(order, customer),
      locale,
    })
    const { file, missingLetters } = await makePdf(printed)
    const error = await deliver(printed, file)
    if (error) notifyProblem(words.notDelivered, `${messageOf(error)} ${remedyFor(error)}`)
    else if (missingLetters)
      notifyProblem(
        t`${{ title: words.title }} with missing letters`,
        t`The document's fonts do not have ${missingLetters}. Boxes stand in their places; check the names before you send it.`,
      )
  } catch {
    notifyProblem(
      words.notMade,
      t`Try again. If it happens again, close the app and open it once with a network.`,
    )
  }
}

/** The signature of the order as it is; one of an earlier state is not printed. */
async function signatureOf(order: Order, customer: Customer | undefined) {
  const files = await findFiles({ collection: 'orders', id: order.id })
  return validSignature(files, (await whatIsSigned(order, customer)).hash)
}
