/**
 * What is signed on an order, and which of its signatures are for what it says now. A signature for an earlier
 * state stays as a record of what was signed then; it is none of the present order.
 */
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { signedText } from '../../../shared/files/signature.ts'
import type { FileEntry } from './file-contract.ts'
import { hashOf } from './hash-of.ts'

/** The exact text that a signature is bound to, and its SHA-256 in hex. */
export async function whatIsSigned(
  order: Order,
  customer: Customer | undefined,
): Promise<{ text: string; hash: string }> {
  const text = signedText(order, customer)
  return { text, hash: await hashOf(new Blob([text])) }
}

/** The newest signature of what has this hash. `files` are the order's, newest first. */
export const validSignature = (files: readonly FileEntry[], hash: string): FileEntry | undefined =>
  files.find(({ signature }) => signature?.of === hash)
