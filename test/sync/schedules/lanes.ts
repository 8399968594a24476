/** Threads that run schedules beside each other, as many as are wanted. */
import { Worker } from 'node:worker_threads'
import type { ScheduleResult } from './run-schedule.ts'

export interface Lanes {
  /** Runs the schedule in the thread that is free first; rejects when the thread breaks. */
  run(seed: number): Promise<ScheduleResult>
  stop(): Promise<void>
}

export function startLanes(count: number): Lanes {
  const workers = Array.from(
    { length: count },
    (_, number) => new Worker(new URL('./lane-thread.ts', import.meta.url), { name: `lane ${number}` }),
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
