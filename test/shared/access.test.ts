import { describe, expect, it } from 'vitest'
import { channelsFor, channelsOf, mayRead, mayWrite } from '../../shared/access.ts'
import type { Surroundings } from '../../shared/access.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { aDocument, anId, aPerson } from '../support/a-document.ts'

const north = anId()
const south = anId()
const admin = aPerson({ role: 'admin' })
const support = aPerson({ role: 'support' })
const rep = aPerson({ teamIds: [north] })
const colleague = aPerson({ teamIds: [north] })
const stranger = aPerson({ teamIds: [south] })
const leader = aPerson({ teamIds: [north], leadsTeamIds: [north] })
const everyone = [admin, support, rep, colleague, stranger, leader]
const teamsOf = (id: string) => everyone.find((person) => person.id === id)?.teamIds ?? []
const now = Date.parse('2026-05-02T08:00:00Z')
const around = (more: Partial<Surroundings> = {}): Surroundings => ({ teamsOf, now, ...more })

const readers = (collection: CollectionName, document: AnyDocument, parentChannels?: string[]) =>
  everyone.filter((person) => mayRead(person, channelsOf(collection, document, parentChannels)))

describe('who reads', () => {
  it('a customer: its team, support and administrators', () => {
    const customer = aDocument('customers', { ownerId: rep.id, teamId: north })
    expect(readers('customers', customer)).toEqual([admin, support, rep, colleague, leader])
  })
  it('a lead: its owner, the leader of its team and administrators, never support', () => {
    const lead = aDocument('leads', { ownerId: rep.id, teamId: north })
    expect(readers('leads', lead)).toEqual([admin, rep, leader])
  })
  it('an unassigned lead: everybody of its team', () => {
    expect(readers('leads', aDocument('leads', { teamId: north }))).toEqual([admin, rep, colleague, leader])
  })
  it('interactions, orders and cases: whoever reads the lead or customer they belong to', () => {
    const customer = channelsOf('customers', aDocument('customers', { teamId: north }))
    const lead = channelsOf('leads', aDocument('leads', { ownerId: rep.id, teamId: north }))
    for (const collection of ['interactions', 'orders', 'cases'] as const)
      expect(readers(collection, aDocument(collection), customer)).toEqual([
        admin,
        support,
        rep,
        colleague,
        leader,
      ])
    expect(readers('interactions', aDocument('interactions'), lead)).toEqual([admin, rep, leader])
  })
  it('a child whose parent is unknown: nobody', () => {
    expect(readers('orders', aDocument('orders'))).toEqual([])
  })
  it('a task: who has it, who made it, and the leader of its team', () => {
    const task = aDocument('tasks', { ownerId: rep.id, createdBy: support.id, teamId: north })
    expect(readers('tasks', task)).toEqual([admin, support, rep, leader])
  })
  it('a saved view: its owner alone; a team: everybody', () => {
    expect(readers('settings', aDocument('settings', { ownerId: rep.id }))).toEqual([rep])
    expect(readers('settings', aDocument('settings', { kind: 'team' }))).toEqual(everyone)
  })
  it('a shared view: its owner, and the team or everybody it is shared with', () => {
    const shared = (share: string) =>
      aDocument('settings', { ownerId: stranger.id, value: { view: { list: 'leads' }, share } })
    expect(readers('settings', shared('everyone'))).toEqual(everyone)
    const team = readers('settings', shared(north))
    expect(team).toEqual(expect.arrayContaining([rep, colleague, leader, stranger]))
    expect(team).not.toContain(support)
  })
  it('products, stock and the directory: everybody', () => {
    for (const collection of ['products', 'stockMovements', 'salesReps'] as const)
      expect(readers(collection, aDocument(collection))).toEqual(everyone)
  })
  it('grants nobody a channel of another person', () => {
    for (const person of everyone)
      for (const other of everyone.filter((one) => one !== person))
        expect(channelsFor(person).some((channel) => channel.includes(other.id))).toBe(false)
  })
})

describe('who writes', () => {
  const change = (collection: CollectionName, stored: AnyDocument, changes: Record<string, unknown>) => ({
    by: (who = rep, more: Partial<Surroundings> = {}) =>
      mayWrite(who, collection, stored, { ...stored, ...changes }, around(more)),
  })

  it('a customer: its owner, anybody of the team while it is nobody’s, and the team’s leader', () => {
    const owned = change('customers', aDocument('customers', { ownerId: rep.id, teamId: north }), {
      phone: '1',
    })
    expect([rep, colleague, leader, admin].map((who) => owned.by(who).allowed)).toEqual([
      true,
      false,
      true,
      true,
    ])
    const free = change('customers', aDocument('customers', { teamId: north }), { phone: '1' })
    expect([rep, stranger].map((who) => free.by(who).allowed)).toEqual([true, false])
  })
  it('support: contact fields and notes of customers, nothing else of them', () => {
    const customer = aDocument('customers', { ownerId: rep.id, teamId: north })
    expect(change('customers', customer, { phone: '1', notes: 'x' }).by(support)).toEqual({ allowed: true })
    expect(change('customers', customer, { name: 'x' }).by(support)).toEqual({
      allowed: false,
      field: 'name',
    })
    expect(mayWrite(support, 'leads', undefined, aDocument('leads'), around()).allowed).toBe(false)
  })
  it('an order: while draft or submitted, of customers in one’s book', () => {
    const own = aDocument('customers', { ownerId: rep.id, teamId: north })
    const others = aDocument('customers', { ownerId: colleague.id, teamId: north })
    const order = aDocument('orders', { status: 'submitted' })
    const edit = change('orders', order, { notes: 'x' })
    expect(edit.by(rep, { parent: own }).allowed).toBe(true)
    expect(edit.by(rep, { parent: others }).allowed).toBe(false)
    expect(edit.by(support, { parent: own }).allowed).toBe(false)
    const confirmed = change('orders', { ...order, status: 'confirmed' }, { notes: 'x' })
    expect(confirmed.by(rep, { parent: own }).allowed).toBe(false)
    expect(change('orders', order, { status: 'fulfilled' }).by(rep, { parent: own })).toEqual({
      allowed: false,
      field: 'status',
    })
  })
  it('an interaction: its author, for 24 hours of the server’s clock', () => {
    const parent = aDocument('customers', { teamId: north })
    const fresh = aDocument('interactions', { ownerId: rep.id, acceptedAt: '2026-05-01T09:00:00.000Z' })
    const old = { ...fresh, acceptedAt: '2026-05-01T07:00:00.000Z' }
    expect(change('interactions', fresh, { notes: 'x' }).by(rep, { parent }).allowed).toBe(true)
    expect(change('interactions', old, { notes: 'x' }).by(rep, { parent }).allowed).toBe(false)
    expect(change('interactions', fresh, { notes: 'x' }).by(colleague, { parent }).allowed).toBe(false)
  })
  it('support logs support interactions only', () => {
    const parent = aDocument('customers')
    const log = (type: string) =>
      mayWrite(support, 'interactions', undefined, aDocument('interactions', { type }), around({ parent }))
    expect([log('support').allowed, log('visit').allowed]).toEqual([true, false])
  })
  it('a saved view stays a view and a support interaction stays one, whoever owns it', () => {
    const view = change('settings', aDocument('settings', { ownerId: rep.id }), { kind: 'team' })
    expect(view.by(rep)).toEqual({ allowed: false, field: 'kind' })
    const logged = aDocument('interactions', { type: 'support', ownerId: support.id })
    const visit = change('interactions', logged, { type: 'visit' })
    expect(visit.by(support, { parent: aDocument('customers') })).toEqual({ allowed: false, field: 'type' })
  })
  it('a view is shared by administrators and who leads a team, and then changed by its owner and that leader', () => {
    const own = (who: { id: string }) => aDocument('settings', { ownerId: who.id, value: {} })
    const share = (to: string) => ({ value: { share: to } })
    expect(change('settings', own(rep), share(north)).by(rep)).toEqual({ allowed: false, field: 'value' })
    expect(change('settings', own(rep), share('everyone')).by(rep).allowed).toBe(false)
    expect(change('settings', own(leader), share(north)).by(leader).allowed).toBe(true)
    expect(change('settings', own(leader), share('everyone')).by(leader).allowed).toBe(true)
    expect(change('settings', own(leader), share(south)).by(leader).allowed).toBe(false)
    expect(change('settings', own(admin), share(south)).by(admin).allowed).toBe(true)
    const shared = { ...own(admin), ...share(north) }
    expect(change('settings', shared, { name: 'Better' }).by(leader).allowed).toBe(true)
    expect(change('settings', shared, { name: 'Better' }).by(rep).allowed).toBe(false)
  })
  it('support gives a case to whoever is to solve it', () => {
    const given = change('cases', aDocument('cases', { ownerId: support.id }), { ownerId: rep.id })
    expect(given.by(support, { parent: aDocument('customers') }).allowed).toBe(true)
  })
  it('stock and the list of people: nobody, not even an administrator', () => {
    expect(mayWrite(admin, 'stockMovements', undefined, aDocument('stockMovements'), around()).allowed).toBe(
      false,
    )
    expect(mayWrite(admin, 'salesReps', undefined, aDocument('salesReps'), around()).allowed).toBe(false)
  })
  it('targets are set by who leads a team of the person, and by nobody for themselves alone', () => {
    const entry = aDocument('salesReps', { id: rep.id, teamIds: [north] })
    const targets = { targets: [{ id: '2026-Q4', amount: 5_000_000, currency: 'USD' }] }
    expect(change('salesReps', entry, targets).by(leader).allowed).toBe(true)
    expect(change('salesReps', entry, targets).by(admin).allowed).toBe(true)
    expect(change('salesReps', entry, targets).by(rep)).toEqual({ allowed: false, field: 'targets' })
    expect(change('salesReps', entry, targets).by(stranger).allowed).toBe(false)
    expect(change('salesReps', entry, { phone: '1' }).by(leader)).toEqual({ allowed: false, field: 'phone' })
    expect(change('salesReps', entry, { phone: '1' }).by(rep).allowed).toBe(true)
  })
  it('gives records away: leaders within their teams; anybody may take what is nobody’s', () => {
    const lead = aDocument('leads', { ownerId: rep.id, teamId: north })
    expect(change('leads', lead, { ownerId: colleague.id }).by(rep)).toEqual({
      allowed: false,
      field: 'ownerId',
    })
    expect(change('leads', lead, { ownerId: colleague.id }).by(leader).allowed).toBe(true)
    expect(change('leads', lead, { ownerId: stranger.id }).by(leader).allowed).toBe(false)
    const free = aDocument('leads', { teamId: north })
    expect(change('leads', free, { ownerId: rep.id }).by(rep).allowed).toBe(true)
  })
})
