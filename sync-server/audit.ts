/** What administrators did: appended, never changed. Never holds passwords or tokens. */
import { v7 as uuidv7 } from 'uuid'
import type { DocumentStore } from './store/document-store.ts'

export interface AuditEntry {
  id: string
  at: string
  /** The administrator's user id. */
  by: string
  /** Such as `user.create`. */
  action: string
  /** Id of what it was done to. */
  subject: string
  details?: Record<string, unknown>
}

const kind = 'audit'
const shownEntries = 500

export function createAudit(store: DocumentStore, now: () => number) {
  return {
    async append(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
      const id = uuidv7({ msecs: now() })
      const body = { id, at: new Date(now()).toISOString(), ...entry }
      await store.write([{ kind, id, deleted: false, body, channels: [], formerChannels: [], applied: [] }])
    },
    /** The newest entries, newest first. */
    async newest(): Promise<AuditEntry[]> {
      const entries: AuditEntry[] = []
      for await (const page of store.list(kind))
        entries.push(...page.map(({ body }) => body as unknown as AuditEntry))
      return entries.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, shownEntries)
    },
  }
}

export type Audit = ReturnType<typeof createAudit>
