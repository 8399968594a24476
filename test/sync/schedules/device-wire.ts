/** What a schedule and the thread of a device say to each other. */
import type { Received, Sent } from './device-thread.ts'

export type Errand =
  | { kind: 'call'; call: number; name: string; given: unknown[] }
  /** `received` absent: the network failed. */
  | { kind: 'answer'; request: number; received?: Received }
  /** Time has passed. */
  | { kind: 'tick' }

/** `now`: milliseconds since 1970. */
export interface ToDevice {
  now: number
  errands: Errand[]
}

/** Nothing happens on the device any more until it is told something, or the next timer is due. */
export interface FromDevice {
  requests: { request: number; sent: Sent }[]
  results: { call: number; value?: unknown; error?: string }[]
  due: number | undefined
}
