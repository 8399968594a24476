/**
 * Every sentence of the app, every label, every coded error is in every catalog, and says it with the same values.
 * The catalogs are compared with the sources as they are now: `npm run words` brings them up to date.
 */
import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { beforeAll, describe, expect, it } from 'vitest'
import { entities } from '../../../shared/entities/index.ts'
import { errors } from '../../../shared/errors.ts'
import { catalogLanguages, readCatalog } from '../../support/catalog.ts'
import type { CatalogEntry } from '../../support/catalog.ts'

const keyOf = ({ source, context }: Pick<CatalogEntry, 'source' | 'context'>) =>
  context ? `${source} [${context}]` : source

/** What English needs and other languages do without: the article, and nouns that would have to be bent. */
const mayBeLeftOut = new Set(['article', 'one', 'order', 'many'])

/** The values a message is put together of, with those inside of plurals. */
function valuesOf(message: string): Set<string> {
  const found = new Set<string>()
  const collect = (part: unknown) => {
    if (!Array.isArray(part)) return
    if (typeof part[0] === 'string') found.add(part[0])
    for (const inside of part.slice(1))
      if (typeof inside === 'object' && inside !== null)
        for (const value of Object.values(inside)) if (Array.isArray(value)) value.forEach(collect)
  }
  const compiled = compileMessage(message)
  if (Array.isArray(compiled)) compiled.forEach(collect)
  return found
}

let wanted: Set<string>
const catalogs = new Map<string, CatalogEntry[]>()

beforeAll(async () => {
  const config = getConfig({ configPath: 'scripts/lingui.config.mjs' })
  const [catalog] = await getCatalogs(config)
  const collected = (await catalog?.collect()) ?? {}
  wanted = new Set(
    Object.values(collected).map(({ message = '', context }) => keyOf({ source: message, context })),
  )
  for (const language of catalogLanguages) catalogs.set(language, await readCatalog(language))
}, 120_000)

describe('the words of the sources', () => {
  it('are found: sentences of screens, labels of entities, errors and what to do about them', () => {
    expect(wanted.size).toBeGreaterThan(1000)
    for (const { label, fields } of Object.values(entities))
      for (const text of [label.one, label.many, ...Object.values(fields).map((field) => field.label)])
        expect(wanted).toContain(text)
    for (const [, message, remedy] of Object.values(errors)) {
      expect(wanted).toContain(message)
      expect(wanted).toContain(remedy)
    }
  })
})

describe.each(catalogLanguages.map((language) => [language]))('the catalog of %s', (language) => {
  const entries = () => catalogs.get(language) ?? []

  it('has every sentence of the sources and no other (npm run words)', () => {
    const there = entries().filter(({ obsolete }) => !obsolete)
    const known = new Set(there.map(keyOf))
    expect([...wanted].filter((key) => !known.has(key))).toEqual([])
    expect(
      entries()
        .map(keyOf)
        .filter((key) => !wanted.has(key)),
    ).toEqual([])
  })

  it('translates all of them', () => {
    const missing = language === 'en' ? [] : entries().filter(({ translation }) => translation.trim() === '')
    expect(missing.map(keyOf)).toEqual([])
  })

  it('says them with the values that they have', () => {
    const wrong = entries().flatMap((entry) => {
      if (entry.translation === '') return []
      const [source, translation] = [valuesOf(entry.source), valuesOf(entry.translation)]
      const added = [...translation].filter((name) => !source.has(name))
      const lost = [...source].filter((name) => !translation.has(name) && !mayBeLeftOut.has(name))
      return added.length + lost.length > 0 ? [`${keyOf(entry)}: ${[...added, ...lost].join(', ')}`] : []
    })
    expect(wrong).toEqual([])
  })
})
