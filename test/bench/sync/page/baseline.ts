/** The page of what Satchel is measured against; the work is done in a worker, as Satchel's is. */
import { wrap } from 'comlink'
import type { BaselineWorker } from './baseline-worker.ts'

const worker = new Worker(new URL('./baseline-worker.ts', import.meta.url), { type: 'module' })
const remote = wrap<BaselineWorker>(worker)

const bench = {
  rawPuts: (indexes: string[][]) => remote.rawPuts(indexes),
  pouchReplication: () => remote.pouchReplication(),
}

export type BaselineBench = typeof bench
Object.assign(window, { bench })
