/** Runs schedules one after the other, in a thread of its own with five devices and the server. */
import { time } from './thread-time.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { compileSchemasOnce } from './compile-once.ts'
import { devicesOfASchedule } from './company.ts'
import { runSchedule } from './run-schedule.ts'
import type { ThreadStart } from './thread-start.ts'
import { createWorld } from './world.ts'

if (!parentPort) throw new Error('this file is a worker')
const port = parentPort
compileSchemasOnce()
const world = createWorld(devicesOfASchedule, time, (workerData as ThreadStart).mutation)

port.on('message', (seed: number) => {
  void runSchedule(seed, world).then((result) => port.postMessage(result))
})
