/**
 * Every combination of person, document, field and operation, sent to the real app and judged by an oracle
 * that was written apart from the rules. A case that the oracle forbids must leave the stored document
 * untouched to the last byte, and must be answered as if the document were not there when it may not be seen.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { collectionNames, entityOf } from '../../shared/entities/index.ts'
import type { PullAnswer, PushResult, PushRow, WireDocument } from '../../shared/sync/protocol.ts'
import { aDocument, anId } from '../support/a-document.ts'
import {
  fateOfCreate,
  fateOfDelete,
  fateOfField,
  isServerSet,
  maySee,
  ownerOfNew,
} from '../support/access-oracle.ts'
import type { OracleWorld } from '../support/access-oracle.ts'
import { otherValues, people, personNames, teams } from '../support/access-world.ts'
import type { PersonName } from '../support/access-world.ts'
import { startAccessCompany } from '../support/access-company.ts'
import type { AccessCompany, Stored } from '../support/access-company.ts'

let company: AccessCompany
let world: OracleWorld
let cases = 0
const active = personNames.filter((name) => people[name].active)

beforeAll(async () => {
  company = await startAccessCompany()
  world = {
    person: (id) => Object.values(people).find((person) => person.id === id),
    document: (collection, id) => company.state(collection).get(id)?.document,
    last: (collection, id) => company.state(collection).get(id)?.document,
    now: company.now,
  }
}, 30_000)
afterAll(async () => {
  await company.close()
})

const see = (name: PersonName, collection: CollectionName, document: AnyDocument) =>
  maySee(world, people[name], collection, document)

async function push(name: PersonName, collection: CollectionName, rows: PushRow[]): Promise<PushResult[]> {
  const results: PushResult[] = []
  for (let from = 0; from < rows.length; from += 500) {
    const { status, text } = await company.send(name, 'POST', `/sync/${collection}/push`, {
      rows: rows.slice(from, from + 500),
    })
    expect(status, text).toBe(200)
    results.push(...(JSON.parse(text) as { results: PushResult[] }).results)
  }
  expect(results.map(({ id }) => id)).toEqual(rows.map(({ newDocumentState }) => newDocumentState.id))
  return results
}

/** What a result says, without its document. */
const said = (result: PushResult | undefined) =>
  result?.outcome === 'rejected' ? result.error.code : result?.outcome

const wire = ({ document, revision }: Stored): WireDocument => ({ ...document, revision })

/** Compares with what the oracle says, counts, and names the cases that differ. */
function check(findings: string[], label: string, actual: unknown, wanted: unknown) {
  cases++
  if (JSON.stringify(actual) !== JSON.stringify(wanted))
    findings.push(`${label}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`)
}

describe('reading', () => {
  it('[V1] a pull from the beginning holds what the person may read, and no id of anything else', async () => {
    const findings: string[] = []
    for (const name of active)
      for (const collection of collectionNames) {
        const { status, text } = await company.send(name, 'POST', `/sync/${collection}/pull`, {
          checkpoint: null,
          limit: 1000,
        })
        expect(status).toBe(200)
        const { documents } = JSON.parse(text) as PullAnswer
        const pulled = new Map(documents.map((document) => [document.id, document]))
        expect([...pulled.keys()].filter((id) => !company.state(collection).has(id))).toEqual([])
        for (const [id, stored] of company.state(collection)) {
          const seen = see(name, collection, stored.document)
          check(findings, `${name} pulls ${collection} ${id}`, pulled.has(id), seen)
          if (seen) expect(pulled.get(id)).toEqual(wire(stored))
        }
      }
    expect(findings.slice(0, 25)).toEqual([])
  })

  it('[V2] verify tells an unreadable id and a missing one alike, and offers only what may be read', async () => {
    const findings: string[] = []
    for (const name of active)
      for (const collection of collectionNames) {
        const all = [...company.state(collection)]
        const missing = anId()
        const verify = async (entries: [string, string | null][]) => {
          const { text } = await company.send(name, 'POST', `/sync/${collection}/verify`, { entries })
          return JSON.parse(text) as { changed: WireDocument[]; gone: string[]; missing: string[] }
        }
        const held = await verify([
          ...all.map(([id, { revision }]): [string, string] => [id, revision]),
          [missing, 'x'],
        ])
        const stale = await verify(all.map(([id]): [string, null] => [id, null]))
        const none = await verify([])
        expect(held.changed).toEqual([])
        expect(held.missing).toEqual([])
        expect(held.gone).toContain(missing)
        for (const [id, { document }] of all) {
          const seen = see(name, collection, document)
          check(findings, `${name} verifies ${collection} ${id}`, held.gone.includes(id), !seen)
          check(
            findings,
            `${name} verifies a stale ${collection} ${id}`,
            stale.changed.some((changed) => changed.id === id),
            seen,
          )
          check(findings, `${name} is offered ${collection} ${id}`, none.missing.includes(id), seen)
        }
      }
    expect(findings.slice(0, 25)).toEqual([])
  })

  it('[S2] a deactivated person is refused everywhere', async () => {
    for (const collection of collectionNames)
      for (const [route, body] of [
        ['pull', { checkpoint: null, limit: 10 }],
        ['push', { rows: [] }],
        ['verify', { entries: [] }],
      ] as const) {
        const { status } = await company.send('deactivated', 'POST', `/sync/${collection}/${route}`, body)
        expect(status).toBe(401)
        cases++
      }
  })
})

describe('changing', () => {
  it('[P2] [P3] a change of one field is stored exactly when the person may make it', async () => {
    const findings: string[] = []
    const references = {
      customers: [...company.state('customers').keys()],
      leads: [...company.state('leads').keys()],
    }
    for (const collection of collectionNames)
      for (const name of active)
        for (const field of Object.keys(entityOf(collection).fields)) {
          if (field === 'id') continue
          for (let round = 0; ; round++) {
            const before = new Map(company.state(collection))
            const variants = [...before.values()].map((stored) => ({
              stored,
              values: otherValues(collection, stored.document, field, references),
            }))
            const asked = variants.filter(({ values }) => round < values.length)
            if (asked.length === 0) break
            const rows = asked.map(({ stored, values }) => ({
              assumedMasterState: wire(stored),
              newDocumentState: changed(wire(stored), field, values[round]),
            }))
            const results = await push(name, collection, rows)
            const after = await company.read(collection)
            asked.forEach(({ stored, values }, index) => {
              const { document } = stored
              const value = values[round]
              const label = `${name} sets ${collection}.${field} of ${document.id} to ${JSON.stringify(value)}`
              const fate = fateOfField(world, people[name], collection, document, field, value)
              const now = after.get(document.id)
              const outcome = said(results[index])
              const kept = JSON.stringify(now) === JSON.stringify(stored)
              if (fate === 'stored' && outcome === 'INVALID_DOCUMENT') {
                // Allowed, but it breaks a rule of the entity: nothing may be stored.
                check(findings, label, kept, true)
              } else if (fate === 'stored') {
                check(findings, label, outcome, 'accepted')
                if (field !== 'teamId' || document.ownerId === undefined)
                  check(findings, `${label}, stored`, now?.document[field], value)
              } else if (fate === 'ignored') {
                if (outcome !== 'FORBIDDEN') check(findings, label, outcome, 'accepted')
                const isOwners = field === 'teamId' && now?.document.teamId !== teams.west
                if (!isOwners && now?.document[field] !== undefined && field !== 'updatedAt')
                  check(findings, `${label}, kept`, now.document[field], document[field])
              } else {
                const code =
                  fate === 'refused'
                    ? 'FORBIDDEN'
                    : see(name, collection, document)
                      ? 'RELATED_NOT_FOUND'
                      : 'NOT_FOUND'
                check(findings, label, outcome === 'INVALID_DOCUMENT' && kept ? code : outcome, code)
                check(findings, `${label}, untouched`, kept, true)
              }
              if (isServerSet(collection, field) && now && !['updatedAt', 'revision'].includes(field))
                check(findings, `${label}, server-set`, isForged(collection, field, stored, now, name), false)
            })
            await company.restore(collection, before)
          }
        }
    expect(findings.slice(0, 25)).toEqual([])
    expect(cases).toBeGreaterThan(5000)
  }, 300_000)

  it('[P4] without the right assumed state nothing is changed, and the stored state is told to readers only', async () => {
    const findings: string[] = []
    for (const collection of collectionNames)
      for (const name of active) {
        const before = [...company.state(collection).values()]
        for (const assumed of ['none', 'stale'] as const) {
          const rows = before.map((stored) => ({
            ...(assumed === 'stale' && {
              assumedMasterState: { ...edited(collection, wire(stored), 'another'), revision: 'stale' },
            }),
            newDocumentState: edited(collection, wire(stored)),
          }))
          const results = await push(name, collection, rows)
          before.forEach((stored, index) => {
            const result = results[index]
            const label = `${name} pushes ${collection} ${stored.document.id} with ${assumed} assumed`
            const seen = see(name, collection, stored.document)
            if (!seen) check(findings, label, said(result), 'NOT_FOUND')
            else {
              check(findings, label, said(result), 'conflict')
              if (result?.outcome === 'conflict') expect(result.current).toEqual(wire(stored))
            }
          })
          expect(await company.read(collection)).toEqual(company.state(collection))
        }
      }
    expect(findings.slice(0, 25)).toEqual([])
  })

  it('[P2] a delete is done exactly when the person may delete', async () => {
    const findings: string[] = []
    for (const collection of collectionNames)
      for (const name of active) {
        const before = new Map(company.state(collection))
        const all = [...before.values()]
        const results = await push(
          name,
          collection,
          all.map((stored) => ({
            assumedMasterState: wire(stored),
            newDocumentState: { ...wire(stored), _deleted: true },
          })),
        )
        const after = await company.read(collection)
        all.forEach((stored, index) => {
          const { id } = stored.document
          const label = `${name} deletes ${collection} ${id}`
          const fate = fateOfDelete(world, people[name], collection, stored.document)
          const wanted = { hidden: 'NOT_FOUND', refused: 'FORBIDDEN', stored: 'accepted' }[fate]
          check(findings, label, said(results[index]), wanted)
          check(findings, `${label}, stored`, after.has(id), fate !== 'stored')
        })
        await company.restore(collection, before)
      }
    expect(findings.slice(0, 25)).toEqual([])
  })

  it('[P3] [P11] a new document is what the rules make of it, whatever owner, team, author and stamps it claims', async () => {
    const findings: string[] = []
    const { owner, colleague, stranger, both, support } = people
    const claims = [undefined, ...[owner, colleague, stranger, both, support].map(({ id }) => id)]
    const parents = {
      customers: [...company.state('customers').values(), undefined],
      leads: [...company.state('leads').values(), undefined],
    }
    for (const collection of collectionNames)
      for (const name of active) {
        const before = new Map(company.state(collection))
        const proposals = claims.flatMap((ownerId) =>
          variantsOf(collection, parents).map((fields) =>
            withoutAbsent(
              aDocument(collection, {
                ...fields,
                ...('ownerId' in entityOf(collection).fields && { ownerId, teamId: teams.west }),
                createdBy: people.strangerLeader.id,
                updatedBy: people.strangerLeader.id,
                acceptedAt: '2001-01-01T00:00:00.000Z',
                importKey: 'forged',
                revision: 'forged',
              }),
            ),
          ),
        )
        const results = await push(
          name,
          collection,
          proposals.map((document) => ({ newDocumentState: document as WireDocument })),
        )
        const after = await company.read(collection)
        proposals.forEach((document, index) => {
          const label = `${name} creates ${collection} for ${document.ownerId} on ${String(document['customerId'])}`
          const fate = fateOfCreate(world, people[name], collection, document)
          const wanted = { hidden: 'RELATED_NOT_FOUND', refused: 'FORBIDDEN', stored: 'accepted' }[fate]
          check(findings, label, said(results[index]), wanted)
          const made = after.get(document.id)?.document
          check(findings, `${label}, stored`, made !== undefined, fate === 'stored')
          if (!made) return
          check(
            findings,
            `${label}, author`,
            [made.createdBy, made.updatedBy],
            [people[name].id, people[name].id],
          )
          check(findings, `${label}, seen`, maySee(world, people[name], collection, made), true)
          check(
            findings,
            `${label}, stamps`,
            [made.importKey, made.acceptedAt?.slice(0, 4)],
            [undefined, year()],
          )
          if ('ownerId' in entityOf(collection).fields) {
            const owner = ownerOfNew(world, people[name], collection, document.ownerId)
            check(findings, `${label}, owner`, made.ownerId, owner)
            if (people[name].role !== 'admin')
              check(findings, `${label}, team`, made.teamId === teams.west, false)
          }
        })
        await company.restore(collection, before)
      }
    expect(findings.slice(0, 25)).toEqual([])
  })

  it('[V2] what may not be read and what does not exist are answered by the same bytes', async () => {
    for (const collection of collectionNames)
      for (const name of active) {
        const hidden = [...company.state(collection).values()].filter(
          ({ document }) => !see(name, collection, document),
        )
        const attempts: ((state: WireDocument) => PushRow)[] = [
          (state) => ({ assumedMasterState: state, newDocumentState: edited(collection, state) }),
          (state) => ({ assumedMasterState: state, newDocumentState: state }),
          (state) => ({ assumedMasterState: state, newDocumentState: { ...state, _deleted: true } }),
          (state) => ({ newDocumentState: { ...state, _deleted: true } }),
          (state) => ({
            assumedMasterState: { ...state, revision: 'other' },
            newDocumentState: { ...state, ownerId: people[name].id },
          }),
        ]
        for (const attempt of attempts) {
          const bytes = await Promise.all(
            [hidden, hidden.map((stored) => renamed(stored, anId()))].map(async (group) => {
              const rows = group.map((stored) => attempt(wire(stored)))
              const { status, text } = await company.send(name, 'POST', `/sync/${collection}/push`, { rows })
              const ids = group.map(({ document }) => document.id)
              return `${status} ${ids.reduce((all, id, index) => all.replaceAll(id, `id ${index}`), text)}`
            }),
          )
          expect(bytes[0]).toBe(bytes[1])
          cases += hidden.length
        }
      }
  })

  it('[V2] a child of a record that may not be read is refused like a child of one that does not exist', async () => {
    for (const name of active)
      for (const collection of ['orders', 'cases', 'interactions'] as const)
        for (const kind of collection === 'interactions'
          ? (['customers', 'leads'] as const)
          : (['customers'] as const)) {
          const hidden = [...company.state(kind).values()].filter(
            ({ document }) => !see(name, kind, document),
          )
          const child = (parentId: string) => {
            const { customerId: _, ...fields } = aDocument(collection)
            return { ...fields, [kind === 'leads' ? 'leadId' : 'customerId']: parentId } as WireDocument
          }
          for (const { document } of hidden) {
            const results = await push(name, collection, [
              { newDocumentState: child(document.id) },
              { newDocumentState: child(anId()) },
            ])
            const [one, other] = results.map((result) => JSON.stringify({ ...result, id: '' }))
            expect(one).toContain('RELATED_NOT_FOUND')
            expect(one).toBe(other)
            cases++
          }
        }
  })
})

const year = () => new Date(company.now).toISOString().slice(0, 4)

const withoutAbsent = (document: AnyDocument): AnyDocument =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined)) as AnyDocument

const renamed = (stored: Stored, id: string): Stored => ({ ...stored, document: { ...stored.document, id } })

function changed(document: WireDocument, field: string, value: unknown): WireDocument {
  const next: WireDocument = { ...document, [field]: value }
  if (value === undefined) delete next[field]
  return next
}

/** The document with some field that a person sets changed. */
function edited(collection: CollectionName, document: WireDocument, value = 'edited'): WireDocument {
  const { fields } = entityOf(collection)
  if (collection === 'stockMovements') return { ...document, _deleted: true }
  const field = ['notes', 'description', 'name'].find((name) => name in fields) ?? 'procedure'
  return { ...document, [field]: value }
}

/** A server-set field took the value that was sent for it. */
function isForged(
  collection: CollectionName,
  field: string,
  before: Stored,
  after: Stored,
  name: PersonName,
): boolean {
  if (JSON.stringify(after.document[field]) === JSON.stringify(before.document[field])) return false
  return !(field === 'updatedBy' && after.document.updatedBy === people[name].id)
}

/** States and parents that a new document of the collection may have. */
function variantsOf(
  collection: CollectionName,
  parents: Record<'customers' | 'leads', (Stored | undefined)[]>,
): Record<string, unknown>[] {
  const under = (kind: 'customers' | 'leads', fields: Record<string, unknown> = {}) =>
    parents[kind].map((stored) => {
      const id = stored?.document.id ?? anId()
      return kind === 'leads'
        ? { ...fields, leadId: id, customerId: undefined }
        : { ...fields, customerId: id }
    })
  switch (collection) {
    case 'orders':
      return ['draft', 'submitted', 'confirmed', 'fulfilled'].flatMap((status) =>
        under('customers', { status }),
      )
    case 'cases':
      return under('customers')
    case 'interactions':
      return ['call', 'support'].flatMap((type) => [
        ...under('customers', { type }),
        ...under('leads', { type }),
      ])
    case 'settings':
      return [{ kind: 'view' }, { kind: 'team' }, { kind: 'company' }]
    default:
      return [{}]
  }
}
