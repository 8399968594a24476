/** Threads that run schedules beside each other, as many as are wanted. */
import { Worker } from 'node:worker_threads'
import type { ScheduleResult } from './report.ts'
import type { ThreadStart } from './thread-start.ts'

export interface Lanes {
  /** Runs the schedule in the thread that is free first; rejects when the thread breaks. */
  run(seed: number): Promise<ScheduleResult>
  stop(): Promise<void>
}

/** `mutation`: the mistake that devices and server are to make. */
export function startLanes(count: number, mutation?: string): Lanes {
  const workers = Array.from(
    { length: count },
    (_, number) =>
      new Worker(new URL('./thread-start.ts', import.meta.url), {
        name: `lane ${number}`,
        workerData: { module: './lane-thread.ts', mutation } satisfies ThreadStart,
      }),
  )
  const free = [...workers]
  const waiting: ((worker: Worker) => void)[] = []

  const runOn = (worker: Worker, seed: number) =>
    new Promise<ScheduleResult>((resolve, reject) => {
      const done = (result: ScheduleResult) => {
        worker.off('error', reject)
        resolve(result)
      }
      worker.once('message', done)
      worker.once('error', reject)
      worker.postMessage(seed)
    })

  return {
    async run(seed) {
      const worker = free.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)))
      try {
        return await runOn(worker, seed)
      } finally {
        const next = waiting.shift()
        if (next) next(worker)
        else free.push(worker)
      }
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
