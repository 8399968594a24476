/** How every thread of the schedules begins: with a mistake, if one is wanted, before anything is loaded. */
import { workerData } from 'node:worker_threads'
import { makeMistake } from './mutations.ts'

export interface ThreadStart {
  /** Beside this file. */
  module: './lane-thread.ts' | './device-thread.ts'
  mutation: string | undefined
}

const { module, mutation } = workerData as ThreadStart
if (mutation !== undefined) makeMistake(mutation)
await import(module)
