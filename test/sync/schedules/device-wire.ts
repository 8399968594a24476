/** What a schedule and the thread of a device say to each other. */
import type { Received, Sent } from './device-thread.ts'

/** `now`: milliseconds since 1970. */
export type ToDevice = { now: number } & (
  | { kind: 'call'; call: number; name: string; given: unknown[] }
  /** `received` absent: the network failed. */
  | { kind: 'answer'; request: number; received?: Received }
  /** Time has passed. */
  | { kind: 'tick' }
)

export type FromDevice =
  | { kind: 'result'; call: number; value?: unknown; error?: string }
  | { kind: 'request'; request: number; sent: Sent }
  /** Nothing happens any more after so many messages until another one, or until the next timer is due. */
  | { kind: 'idle'; seen: number; due: number | undefined }
