/**
 * CouchDB's changes feed as the store gives it. Most lines tell of what this process has just written: those
 * are known, and only the others are fetched. A line with more than one leaf may hide a second state.
 *
 * CouchDB may show a part of its feed again (a rewind, after nodes were lost or moved) and may give the same
 * document twice; readers take the newest state of each and lose nothing.
 */
import type { Connection } from './couchdb-connection.ts'
import { isOwn, isStored, toChange } from './couchdb-documents.ts'
import type { CouchDocument } from './couchdb-documents.ts'
import type { Change, ChangesPage, Sequence } from './document-store.ts'
import { toJson } from './json.ts'

type ChangedState = Omit<Change, 'sequence' | 'revision'>

interface Line {
  seq: string | number
  id: string
  /** All leaves, also deleted ones. */
  changes: { rev: string }[]
  doc?: CouchDocument | null
}

interface Page {
  results: Line[]
  last_seq: string | number
}

/** What of CouchDB's sequences is ours; others are taken for the beginning. */
interface Sequences {
  sequenceOf: (couchSequence: string | number) => Sequence
  couchSequenceOf: (sequence: Sequence | undefined) => string
}

const mostRemembered = 4096
const beginning = '0'

export function createCouchFeed(couch: () => Connection, { sequenceOf, couchSequenceOf }: Sequences) {
  /** What this process wrote last, by CouchDB's id. */
  const written = new Map<string, { revision: string; state: ChangedState }>()

  /** The page of CouchDB's own feed after `since`, from the beginning when it does not know `since`. */
  async function pageAfter(since: string, limit: number): Promise<Page> {
    const ask = (from: string) => ({
      path: '_changes',
      // From the beginning nearly everything is news.
      qs: { since: from, limit, style: 'all_docs', ...(from === beginning && withDocuments) },
      repeatable: true,
    })
    const answer = await couch().ask<Page>(ask(since))
    return answer.ok ? answer.value : couch().demand<Page>(ask(beginning))
  }

  /** The documents of these lines that are not known already, by id. */
  async function fetchNews(lines: readonly Line[]): Promise<Map<string, CouchDocument>> {
    const keys = lines
      .filter((line) => !isOwn(line.id) && line.doc === undefined && !knownState(line))
      .map(({ id }) => id)
    if (keys.length === 0) return new Map()
    const { rows } = await couch().demand<{ rows: { doc?: CouchDocument | null }[] }>({
      method: 'POST',
      path: '_all_docs',
      qs: withDocuments,
      body: toJson({ keys }),
      repeatable: true,
    })
    return new Map(rows.flatMap(({ doc }) => (doc ? [[doc._id, doc] as const] : [])))
  }

  function knownState({ id, changes }: Line): Omit<Change, 'sequence'> | undefined {
    const known = changes.length === 1 ? written.get(id) : undefined
    return known && known.revision === changes[0]?.rev
      ? { ...known.state, revision: known.revision }
      : undefined
  }

  return {
    /** What this process wrote: the feed will tell of it. */
    wrote(couchId: string, revision: string, state: ChangedState): void {
      written.delete(couchId)
      written.set(couchId, { revision, state })
      if (written.size > mostRemembered) written.delete(written.keys().next().value ?? '')
    },
    async changes(since: Sequence | undefined, limit: number): Promise<ChangesPage> {
      const found = new Map<string, Change>()
      let last = couchSequenceOf(since)
      for (;;) {
        const missing = Math.max(1, limit) - found.size
        // One more than is needed tells whether there is more.
        const { results, last_seq: end } = await pageAfter(last, missing + 1)
        const more = results.length > missing
        const taken = results.slice(0, missing)
        const news = await fetchNews(taken)
        for (const line of taken) {
          const document = line.doc ?? news.get(line.id)
          const state = knownState(line)
          const sequence = sequenceOf(line.seq)
          // Removed first, so that a document that comes again takes its later place.
          if (isStored(document)) {
            found.delete(line.id)
            found.set(line.id, toChange(document, sequence))
          } else if (state && !isOwn(line.id)) {
            found.delete(line.id)
            found.set(line.id, { ...state, sequence })
          }
        }
        last = String((more ? taken.at(-1)?.seq : end) ?? end)
        if (!more || found.size >= limit)
          return { changes: [...found.values()], last: sequenceOf(last), more }
      }
    },
  }
}

const withDocuments = { include_docs: true, conflicts: true }
