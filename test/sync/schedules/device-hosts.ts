/**
 * The threads in which the devices of schedules live, five to a schedule; they are kept from schedule to
 * schedule. Schedules spend much of their time waiting, so two of them run beside each other.
 */
import { Worker } from 'node:worker_threads'
import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import { nodeEndpoint } from '../../support/node-endpoint.ts'
import type { DeviceThread, Line } from './device-thread.ts'

export interface DeviceHost extends Omit<Remote<DeviceThread>, 'reset'> {
  reset(line: Line): Promise<void>
}

export const devicesOfASchedule = 5

export async function startDeviceHosts(): Promise<{ hosts: DeviceHost[]; stop: () => Promise<void> }> {
  const workers = Array.from(
    { length: devicesOfASchedule },
    (_, number) =>
      new Worker(new URL('./device-thread.ts', import.meta.url), { name: `schedule-device-${number}` }),
  )
  const hosts = workers.map((worker): DeviceHost => {
    const remote = wrap<DeviceThread>(nodeEndpoint(worker))
    return new Proxy(remote, {
      get: (target, name) =>
        name === 'reset' ? (line: Line) => target.reset(proxy(line)) : Reflect.get(target, name),
    })
  })
  return {
    hosts,
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** Runs work on whichever set of five threads is free first. */
export async function startLanes(lanes: number) {
  const sets = await Promise.all(Array.from({ length: lanes }, startDeviceHosts))
  const free = [...sets]
  const waiting: ((set: (typeof sets)[number]) => void)[] = []
  return {
    async run<T>(work: (hosts: DeviceHost[]) => Promise<T>): Promise<T> {
      const set = free.pop() ?? (await new Promise<(typeof sets)[number]>((resolve) => waiting.push(resolve)))
      try {
        return await work(set.hosts)
      } finally {
        const next = waiting.shift()
        if (next) next(set)
        else free.push(set)
      }
    },
    async stop() {
      await Promise.all(sets.map((set) => set.stop()))
    },
  }
}
