/**
 * Where the bytes of files are kept, by their SHA-256, and those that are on their way, by the key of their
 * upload. Two stores answer it, a folder beside the embedded store and a CouchDB database; one contract suite
 * runs against both. Nobody's rights are known here. Every method throws STORE_UNAVAILABLE when the store
 * does not answer.
 */

export interface ByteStore {
  /** Makes what the store needs; idempotent. */
  open(): Promise<void>
  /** How many bytes of an upload have arrived without a gap. */
  received(key: string): Promise<number>
  /**
   * Keeps the next bytes of an upload, durably; `offset` must be what `received` says. Two at once at one
   * offset do no harm: what is put together in the end is held against its hash.
   */
  append(key: string, offset: number, bytes: Uint8Array): Promise<void>
  /** Makes the upload the bytes of this hash; false, and nothing is left of it, when it has another one. */
  finish(key: string, sha256: string, size: number): Promise<boolean>
  discard(key: string): Promise<void>
  has(sha256: string): Promise<boolean>
  /** The bytes from `from` up to and without `to`; in pieces of at most about a megabyte. */
  read(sha256: string, from: number, to: number): AsyncIterable<Uint8Array>
  remove(sha256: string): Promise<void>
  /** All hashes there are bytes of, in pages. */
  list(): AsyncIterable<string[]>
  /** Uploads that have not ended, and when their last bytes came, in milliseconds since 1970. */
  unfinished(): Promise<{ key: string; at: number }[]>
}
