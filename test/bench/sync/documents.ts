/** Made-up leads and customers of about 600 bytes, the same in every run. */
import type { AnyDocument } from '../../../shared/entities/index.ts'

const first = ['Anna', 'Boris', 'Clara', 'Dmitri', 'Elena', 'Hans', 'Irina', 'Juan', 'Karin', 'Maria', 'Olga']
const last = ['Almeida', 'Brandt', 'Castro', 'Dubois', 'Fischer', 'Garcia', 'Horvat', 'Jansen', 'Moreau']
const stages = ['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']
const sources = ['website', 'referral', 'trade-fair', 'cold-call', 'campaign', 'partner']
const start = Date.UTC(2026, 0, 1)

/** Numbers from 0 to 1 (Mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A version 7 UUID of this moment. */
function idAt(time: number, roll: () => number): string {
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(roll() * 16).toString(16)).join('')
  const clock = time.toString(16).padStart(12, '0')
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`
}

export interface Ownership {
  ownerId?: string
  teamId?: string
}

/** `ownershipOf` says whose the n-th document is. */
export function makeDocuments(
  collection: 'leads' | 'customers',
  count: number,
  ownershipOf: (index: number) => Ownership,
  seed = 1,
): AnyDocument[] {
  const roll = dice(seed)
  const one = (words: readonly string[]) => words[Math.floor(roll() * words.length)] ?? ''
  return Array.from({ length: count }, (_, index) => {
    const created = start + index * 20
    const number = Math.floor(roll() * 9_000_000)
    const name = `${one(first)} ${one(last)} ${number % 1000}`
    const own =
      collection === 'leads'
        ? {
            company: `${one(last)} & ${one(last)}`,
            jobTitle: 'Purchasing',
            source: one(sources),
            status: one(stages),
          }
        : { status: 'active', tags: ['wholesale'] }
    return {
      id: idAt(created, roll),
      createdAt: new Date(created).toISOString(),
      updatedAt: new Date(created + Math.floor(roll() * 2e10)).toISOString(),
      name,
      ...own,
      email: `${number}@customer.example`,
      phone: `+49 30 ${10_000_000 + number}`,
      address: { street: `Long Street ${number % 200}`, city: `City ${number % 300}`, country: 'Germany' },
      notes: `Called about order ${number}; asked for a new offer. `.repeat(4).slice(0, 170 + (number % 80)),
      ...ownershipOf(index),
    }
  })
}
