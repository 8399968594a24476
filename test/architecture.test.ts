/**
 * The rules of the house that no compiler sees: who may import whom, which folder may know which library,
 * and that the tables of errors and rules are used.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { errors } from '../shared/errors.ts'

const root = path.resolve(import.meta.dirname, '..')
const folders = ['shared', 'main', 'renderer', 'sync-server', 'test', 'scripts'] as const

interface Source {
  /** From the root, with forward slashes. */
  file: string
  text: string
  imports: string[]
}

const sources: Source[] = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs)$/.test(entry.name))
    .map((entry) => {
      const full = path.join(entry.parentPath, entry.name)
      const text = readFileSync(full, 'utf8')
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
        ([, target = '']) =>
          target.startsWith('.') ? path.relative(root, path.resolve(path.dirname(full), target)) : target,
      )
      return { file: path.relative(root, full).replaceAll('\\', '/'), text, imports }
    }),
)
const inside = (folder: string) => sources.filter(({ file }) => file.startsWith(`${folder}/`))
const offenders = (files: Source[], forbidden: (target: string, file: string) => boolean) =>
  files.flatMap(({ file, imports }) =>
    imports.filter((target) => forbidden(target, file)).map((target) => `${file} imports ${target}`),
  )

describe('who imports whom', () => {
  it('main, renderer and sync-server import shared and never one another', () => {
    const parts = ['main', 'renderer', 'sync-server']
    for (const part of parts) {
      const others = [...parts.filter((one) => one !== part), 'test', 'scripts']
      expect(
        offenders(inside(part), (target) => others.some((other) => target.startsWith(`${other}/`))),
      ).toEqual([])
    }
  })
  it('shared imports nothing of the others, no Node module and no platform', () => {
    const outside = /^(main|renderer|sync-server|test|scripts)\/|^node:|^(electron|react|fastify|rxdb|nano)/
    expect(offenders(inside('shared'), (target) => outside.test(target))).toEqual([])
  })
  it('shared reads no clock and throws no dice', () => {
    const impure = inside('shared').filter(({ text }) =>
      /Date\.now\(|new Date\(\)|Math\.random|randomUUID/.test(text),
    )
    expect(impure.map(({ file }) => file)).toEqual([])
  })
  it('features never import each other, and data and ui import no feature', () => {
    expect(
      offenders(inside('renderer/features'), (target, file) => {
        const [, , own] = file.split('/')
        return (
          (target.startsWith('renderer/features/') && !target.startsWith(`renderer/features/${own}/`)) ||
          target.startsWith('renderer/app/')
        )
      }),
    ).toEqual([])
    for (const part of ['renderer/data', 'renderer/ui'])
      expect(offenders(inside(part), (target) => /^renderer\/(features|app)\//.test(target))).toEqual([])
  })
  it('only renderer/data knows RxDB, PouchDB and the worker protocol', () => {
    const elsewhere = sources.filter(
      ({ file }) => file.startsWith('renderer/') && !file.startsWith('renderer/data/'),
    )
    expect(offenders(elsewhere, (target) => /^(rxdb|pouchdb|comlink|dexie|rxjs)/.test(target))).toEqual([])
  })
  it('only the store folder knows nano, SQLite and, but for the replication of files, the words of CouchDB', () => {
    const elsewhere = inside('sync-server').filter(({ file }) => !file.startsWith('sync-server/store/'))
    expect(offenders(elsewhere, (target) => target === 'nano' || target === 'node:sqlite')).toEqual([])
    const silent = elsewhere.filter(({ file }) => !file.startsWith('sync-server/files/'))
    expect(
      silent.filter(({ text }) => /\b_rev\b|\b_id\b|_changes/.test(text)).map(({ file }) => file),
    ).toEqual([])
  })
})

describe('one table of errors', () => {
  it('has no code that nobody uses', () => {
    const users = sources.filter(({ file }) => file !== 'shared/errors.ts' && !file.startsWith('test/'))
    const unused = Object.keys(errors).filter((code) => !users.some(({ text }) => text.includes(`'${code}'`)))
    expect(unused).toEqual([])
  })
})

describe('sync rules', () => {
  it('each have a test whose title carries their id', () => {
    const rules = [
      ...readFileSync(path.join(root, 'shared/sync/SPEC.md'), 'utf8').matchAll(/^\*\*([A-Z]+\d+)\*\*/gm),
    ]
    const tests = inside('test').map(({ text }) => text)
    const untested = rules
      .map(([, id = '']) => id)
      .filter((id) => !tests.some((text) => text.includes(`[${id}]`)))
    expect(rules.length).toBeGreaterThan(10)
    expect(untested).toEqual([])
  })
})

it('nothing is left open, switched off or focused', () => {
  const marks = /\bTODO\b|\bFIXME\b|\.only\(|@ts-ignore|\bas any\b/
  const others = sources.filter(({ file }) => file !== 'test/architecture.test.ts')
  expect(others.filter(({ text }) => marks.test(text)).map(({ file }) => file)).toEqual([])
})
