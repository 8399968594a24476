/** Everything that the routes of files work with, built over the two stores. */
import type { ByteStore } from '../store/byte-store.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ChangeFeed } from '../sync/change-feed.ts'
import type { ChannelIndex } from '../sync/channel-index.ts'
import { createFileCheckpoints } from './file-checkpoints.ts'
import type { FileCheckpoints } from './file-checkpoints.ts'
import { createFileIndex } from './file-index.ts'
import type { FileIndex } from './file-index.ts'
import { createFileList } from './list-files.ts'
import type { FileList } from './list-files.ts'
import { createSweep } from './sweep-files.ts'
import type { Swept } from './sweep-files.ts'
import { createUploads } from './uploads.ts'
import type { Uploads } from './uploads.ts'

export interface FileService {
  index: FileIndex
  list: FileList
  checkpoints: FileCheckpoints
  uploads: Uploads
  bytes: ByteStore
  sweep(): Promise<Swept>
  close(): void
}

const sweepEvery = 60 * 60 * 1000

/** Before the feed starts, and after the channel index has subscribed to it. */
export function createFileService(given: {
  store: DocumentStore
  bytes: ByteStore
  feed: ChangeFeed
  channels: ChannelIndex
  now: () => number
  onError: (error: unknown) => void
}): FileService {
  const { store, bytes, feed, channels, now, onError } = given
  const index = createFileIndex(store, channels)
  feed.subscribe((page) => index.apply(page))
  const sweep = createSweep({ store, bytes, now })
  const sweeping = setInterval(() => void sweep().catch(onError), sweepEvery)
  sweeping.unref()
  return {
    index,
    list: createFileList({ store, index, channels }),
    checkpoints: createFileCheckpoints(store),
    uploads: createUploads({ store, bytes }),
    bytes,
    sweep,
    close: () => clearInterval(sweeping),
  }
}
