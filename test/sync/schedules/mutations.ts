/**
 * Mistakes that the schedules must find, made on purpose: `npm run test:sync -- --mutation NAME`. Each
 * replaces a few words of the product's source as a thread loads it; no file is changed. Words that are no
 * longer there are an error, so that the list stays true.
 */
import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Mutation {
  /** From the root of the project. */
  file: string
  words: string
  become: string
}

const pull = 'renderer/data/worker/pull-changes.ts'
const documents = 'sync-server/sync/documents.ts'
const write = 'const results = await store.write(writes)'

export const mutations: Record<string, Mutation> = {
  'acknowledged-write-lost': {
    file: documents,
    words: write,
    become: `const results = Math.random() < 0.05
      ? writes.map(() => ({ ok: true as const, revision: '9-lost' }))
      : await store.write(writes)`,
  },
  'push-applied-twice': {
    file: 'sync-server/sync/judge-row.ts',
    words: 'if (stored?.applied.includes(fingerprint)) return',
    become: `if (stored?.applied.includes(fingerprint) && stored && !stored.deleted && !row.deleted)
    return { change: { collection: given.collection, document: documentOf(stored), deleted: false, stored,
      parent: given.storedParent, fingerprint } }
  if (stored?.applied.includes(fingerprint)) return`,
  },
  'pull-without-access-filter': {
    file: 'sync-server/sync/list-changes.ts',
    words: '!deleted && channels.some((channel) => granted.has(channel))',
    become: '!deleted && channels.length > granted.size - granted.size',
  },
  'removal-skipped': {
    file: pull,
    words: `      arranged.push(tombstoneOf(entity, document.id))
      gone.add(document.id)`,
    become: '',
  },
  'traces-left-on-disk': {
    file: 'renderer/data/worker/unsent.ts',
    words: 'async erase(tombstones) {',
    become: 'async erase(tombstones) {\n      return new Set<string>()',
  },
  'inbox-entry-lost': {
    file: 'renderer/data/worker/inbox.ts',
    words: 'async put(entry, about) {',
    become: 'async put(entry, about) {\n      if (Math.random() < 0.5) return',
  },
  'merge-takes-the-server': {
    file: 'renderer/data/worker/resolve-conflict.ts',
    words: 'return toLocal(entity, merged)',
    become: 'return theirs',
  },
  'role-from-the-past': {
    file: 'sync-server/sync/judge-row.ts',
    words: `if (!verdict.allowed) return rejected(row.id, 'FORBIDDEN', verdict.field)
  // Whoever`,
    become: '// Whoever',
  },
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Every module that this thread loads from now on is loaded with the mistake. Throws for an unknown name. */
export function makeMistake(name: string): void {
  const mutation = mutations[name]
  if (!mutation) throw new Error(`there is no mutation ${name}: ${Object.keys(mutations).join(', ')}`)
  const target = path.join(root, mutation.file)
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.startsWith('file:') || fileURLToPath(url) !== target) return loaded
      const { source: given = '' } = loaded
      const source = typeof given === 'string' ? given : new TextDecoder().decode(given)
      if (!source.includes(mutation.words)) throw new Error(`${name}: its words are not in ${mutation.file}`)
      return { ...loaded, source: source.replace(mutation.words, () => mutation.become) }
    },
  })
}
