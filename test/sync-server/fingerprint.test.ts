import { expect, test } from 'vitest'
import { sameJson } from '../../shared/same-json.ts'
import { fingerprintOf } from '../../sync-server/sync/fingerprint.ts'
import { fc } from '../support/properties.ts'

const device = 'a device'
const of = (document: object) => fingerprintOf(device, { document, deleted: false })

/** Short texts of few letters, so that values which only look alike are drawn often. */
const word = fc.string({ unit: fc.constantFrom('a', '"', '[', ']', ';', '1', ',', '{'), maxLength: 3 })
const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.integer({ min: -2, max: 12 }),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(word, tie('value'), { maxKeys: 3 }),
}))

/** The same value with the keys of all its objects in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}

test('[P5] the same content has the same fingerprint, whatever the order of its keys', () => {
  fc.assert(fc.property(json.object, (document) => of(document) === of(turned(document) as object)))
})

test('[P5] different contents have different fingerprints, however alike they look', () => {
  fc.assert(fc.property(json.object, json.object, (a, b) => (of(a) === of(b)) === sameJson(a, b)))
  const alike: object[] = [
    { a: '1' },
    { a: 1 },
    { a: [1] },
    { a: ['1'] },
    { a: true },
    { a: 'true' },
    { a: null },
    { a: 'null' },
    { a: [] },
    { a: {} },
    { a: '' },
    { a: ['1', '2'] },
    { a: ['1"2'] },
    { a: '1;' },
    { a: { b: '1' }, c: '2' },
    { a: { b: '1', c: '2' } },
    {},
  ]
  expect(new Set(alike.map(of)).size).toBe(alike.length)
})

test('[P5] deletions and other devices have fingerprints of their own', () => {
  const document = { id: 'a' }
  const fingerprints = [
    fingerprintOf(device, { document, deleted: false }),
    fingerprintOf(device, { document, deleted: true }),
    fingerprintOf('another', { document, deleted: false }),
  ]
  expect(new Set(fingerprints).size).toBe(3)
})
