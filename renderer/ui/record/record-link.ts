/** A link to a record for a mail or a chat; whoever opens it sees what their own role lets them see. */
import { recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'

/** Opens the desktop app there; in a browser the address of this very page. */
export const recordLink = (collection: PagedCollection, id: string): string =>
  window.desktop
    ? `satchel:/${recordPath(collection, id)}`
    : `${location.origin}${location.pathname}#${recordPath(collection, id)}`
