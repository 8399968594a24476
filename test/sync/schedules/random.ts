/** Dice that fall the same way for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Dice of their own, that fall alike however often these were thrown before. */
  child(name: string | number): Random
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    pick(list) {
      const found = list[Math.floor(next() * list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    child(name) {
      let mixed = seed
      for (const letter of String(name)) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x9e3779b1)
      return createRandom(mixed)
    },
  }
}
