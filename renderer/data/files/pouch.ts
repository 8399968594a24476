/** The part of PouchDB that files are built on; its packages bring no types. */

export interface Revisioned {
  _id: string
  _rev: string
}

export interface Replicating extends Promise<unknown> {
  on(event: 'change' | 'active' | 'complete', listener: () => void): this
  on(event: 'paused', listener: (reason?: unknown) => void): this
  on(event: 'denied', listener: (refusal: { id: string; code?: string; reason?: string }) => void): this
  on(event: 'error', listener: (reason: unknown) => void): this
  cancel(): void
}

export interface ReplicationOptions {
  live?: boolean
  retry?: boolean
  batch_size?: number
  back_off_function?: (delay: number) => number
}

export interface PouchDatabase {
  put(document: object): Promise<{ id: string; rev: string }>
  get<T>(id: string, options?: object): Promise<T & Revisioned>
  remove(id: string, rev: string): Promise<{ rev: string }>
  allDocs<T>(
    options?: object,
  ): Promise<{ rows: { id: string; value: { rev: string }; doc?: T & Revisioned }[] }>
  bulkDocs(documents: object[], options?: object): Promise<unknown>
  bulkGet(options: object): Promise<{ results: { docs: { ok?: Revisioned }[] }[] }>
  changes(options: object): Promise<{ results: { id: string; changes: { rev: string }[] }[] }>
  getAttachment(id: string, name: string): Promise<Blob | Uint8Array>
  replicate: {
    to(target: PouchDatabase, options: ReplicationOptions): Replicating
    from(source: PouchDatabase, options: ReplicationOptions): Replicating
  }
  compact(): Promise<unknown>
  close(): Promise<void>
  destroy(): Promise<void>
}

export type PouchFetch = (url: string, options: RequestInit & { headers: Headers }) => Promise<Response>

/** What differs between a browser's worker and a test. */
export interface FilePlatform {
  /** A database of this device. */
  open(name: string): PouchDatabase
  remote(url: string, fetch: PouchFetch): PouchDatabase
  /** A blob as this PouchDB takes it for an attachment. */
  toAttachment(content: Blob): Promise<unknown>
  /** A small picture of the file as a data address; undefined when there is none. */
  thumbnail(content: Blob, type: string): Promise<string | undefined>
}

export const statusOf = (reason: unknown): number | undefined =>
  typeof reason === 'object' && reason !== null && 'status' in reason && typeof reason.status === 'number'
    ? reason.status
    : undefined

/** Undefined instead of a missing document. */
export async function found<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (reason) {
    if (statusOf(reason) === 404) return undefined
    throw reason
  }
}
