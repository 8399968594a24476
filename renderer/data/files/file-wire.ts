/** The file service across the thread: callbacks are Comlink proxies in both directions. */
import { proxy } from 'comlink'
import type { Remote } from 'comlink'
import type { FileService } from './file-contract.ts'

/** In the worker. */
export const filesOverTheWire = (data: () => FileService): FileService => ({
  watchFiles: async (records, listener) => proxy(await data().watchFiles(records, listener)),
  watchFileSummary: async (listener) => proxy(await data().watchFileSummary(listener)),
  addFile: async (record, file) => data().addFile(record, file),
  removeFile: async (id) => data().removeFile(id),
  restoreFile: async (id) => data().restoreFile(id),
  openFile: async (id) => data().openFile(id),
  stopTransfer: async (id) => data().stopTransfer(id),
  retryTransfer: async (id) => data().retryTransfer(id),
  freeFileSpace: async () => data().freeFileSpace(),
})

/** In the page; nothing is asked before the worker has started. */
export function fileServiceOf(remote: Remote<FileService>, started: Promise<unknown>): FileService {
  const after = async <T>(ask: () => Promise<T>): Promise<T> => {
    await started
    return ask()
  }
  return {
    watchFiles: (records, listener) => after(async () => remote.watchFiles(records, proxy(listener))),
    watchFileSummary: (listener) => after(async () => remote.watchFileSummary(proxy(listener))),
    addFile: (record, file) => after(async () => remote.addFile(record, file)),
    removeFile: (id) => after(async () => remote.removeFile(id)),
    restoreFile: (id) => after(async () => remote.restoreFile(id)),
    openFile: (id) => after(async () => remote.openFile(id)),
    stopTransfer: (id) => after(async () => remote.stopTransfer(id)),
    retryTransfer: (id) => after(async () => remote.retryTransfer(id)),
    freeFileSpace: () => after(async () => remote.freeFileSpace()),
  }
}
