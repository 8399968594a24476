/**
 * Who may see, add and delete the files of a record, in the terms of `access.ts`: a file is seen by those who
 * may read its record (its channels are the record's), added by those who add to the record, and deleted by
 * who added it, who leads the record's team, or an administrator. A signature is evidence: once its order is
 * placed, who took it can no longer delete it.
 */
import type { AnyDocument } from '../entities/index.ts'
import type { Order } from '../entities/order.ts'
import { isOpenToEdits } from '../order-lifecycle.ts'
import type { Person } from '../roles.ts'
import type { FileCollection, FileFacts } from './file-document.ts'

type AddRule = (document: AnyDocument) => boolean

const always: AddRule = () => true
const never: AddRule = () => false

/** Of the records that the role may read. */
const mayAdd: Record<FileCollection, { sales_rep: AddRule; support: AddRule }> = {
  customers: { sales_rep: always, support: always },
  leads: { sales_rep: always, support: never },
  orders: { sales_rep: always, support: never },
  interactions: { sales_rep: always, support: (document) => document['type'] === 'support' },
  cases: { sales_rep: always, support: always },
}

/** `record` is the record as stored; whether the person may read it is asked before. */
export function mayAddFile(who: Person, collection: FileCollection, record: AnyDocument): boolean {
  return who.role === 'admin' || mayAdd[collection][who.role](record)
}

/** May the person delete this file of the record, or put it back? */
export function mayDeleteFile(
  who: Person,
  collection: FileCollection,
  record: AnyDocument,
  file: Pick<FileFacts, 'createdBy' | 'kind'>,
): boolean {
  if (who.role === 'admin') return true
  if (record.teamId !== undefined && who.leadsTeamIds.includes(record.teamId)) return true
  if (file.createdBy !== who.id) return false
  return file.kind !== 'signature' || (collection === 'orders' && isOpenToEdits((record as Order).status))
}
