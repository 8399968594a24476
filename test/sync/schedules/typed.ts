/**
 * What people typed, followed to its end. Every text that a schedule types carries a token that occurs
 * nowhere else; nothing may make a token vanish but a later edit, a deletion or a decision by somebody who
 * had it on the screen.
 */
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'

const tokenPattern = /k\d+z/g

export const tokensIn = (value: unknown): string[] => JSON.stringify(value ?? '').match(tokenPattern) ?? []

export interface Typed {
  token: string
  device: number
  userId: string
  collection: CollectionName
  id: string
}

export interface TypedLog {
  /** A new token. */
  next: () => string
  /** The person's document before and after what they did themselves. */
  did(
    who: { device: number; userId: string },
    collection: CollectionName,
    before: AnyDocument | undefined,
    after: AnyDocument | undefined,
  ): void
  /** The person took this away, or may have: they threw an entry away, or the app was killed as they did it. */
  givenUp(content: unknown): void
  all(): Iterable<Typed>
  /** Somebody who saw the token replaced, deleted or discarded it. */
  isGivenUp(token: string): boolean
}

export function createTypedLog(): TypedLog {
  const typed = new Map<string, Typed>()
  const givenUp = new Set<string>()
  let count = 0
  return {
    next: () => `k${++count}z`,
    did({ device, userId }, collection, before, after) {
      const had = new Set(tokensIn(before))
      const has = new Set(tokensIn(after))
      for (const token of had) if (!has.has(token)) givenUp.add(token)
      for (const token of has)
        if (!had.has(token) && !typed.has(token))
          typed.set(token, { token, device, userId, collection, id: after?.id ?? '' })
    },
    givenUp(content) {
      for (const token of tokensIn(content)) givenUp.add(token)
    },
    all: () => typed.values(),
    isGivenUp: (token) => givenUp.has(token),
  }
}
