import { describe, expect, it } from 'vitest'
import { channelsOf, mayRead } from '../../shared/access.ts'
import { collectionNames, entityOf } from '../../shared/entities/index.ts'
import { settle } from '../../shared/settle.ts'
import { aDocument, anId, aPerson } from '../support/a-document.ts'

const north = anId()
const south = anId()
const admin = aPerson({ role: 'admin' })
const support = aPerson({ role: 'support' })
const rep = aPerson({ teamIds: [north] })
const stranger = aPerson({ teamIds: [south] })
const leader = aPerson({ teamIds: [north], leadsTeamIds: [north] })
const everyone = [admin, support, rep, stranger, leader]
const around = () => ({
  teamsOf: (id: string) => everyone.find((person) => person.id === id)?.teamIds ?? [],
  now: Date.parse('2026-05-02T08:00:00Z'),
})

describe('what the server sets', () => {
  it('is never taken from a client, for any server-set field of any collection', () => {
    for (const collection of collectionNames) {
      const { fields } = entityOf(collection)
      const stored = aDocument(collection)
      for (const [name, field] of Object.entries(fields)) {
        if (field.setBy !== 'server' || ['updatedBy', 'createdBy'].includes(name)) continue
        const settled = settle(rep, collection, stored, { ...stored, [name]: 'forged' }, around())
        expect(settled[name], `${collection}.${name}`).toEqual(stored[name])
        const created = settle(rep, collection, undefined, { ...stored, [name]: 'forged' }, around())
        expect(created[name], `${collection}.${name}`).not.toBe('forged')
      }
    }
  })
  it('gives nobody else a saved view', () => {
    const settled = settle(
      leader,
      'settings',
      undefined,
      aDocument('settings', { ownerId: rep.id }),
      around(),
    )
    expect(settled.ownerId).toBe(leader.id)
  })
  it('gives a new record to who made it, whatever owner it claims', () => {
    const claimed = aDocument('leads', { ownerId: stranger.id, teamId: south, createdBy: stranger.id })
    const settled = settle(rep, 'leads', undefined, claimed, around())
    expect(settled).toMatchObject({ ownerId: rep.id, teamId: north, createdBy: rep.id, updatedBy: rep.id })
  })
  it('leaves a record in its team when somebody only edits it, though its owner has left that team', () => {
    const stored = aDocument('customers', { ownerId: stranger.id, teamId: north })
    const settled = settle(support, 'customers', stored, { ...stored, phone: '1' }, around())
    expect(settled.teamId).toBe(north)
  })
  it('[P11] keeps what a leader gives to somebody of several teams in the team that they lead', () => {
    const both = aPerson({ teamIds: [south, north] })
    const here = { ...around(), teamsOf: () => both.teamIds }
    for (const collection of ['leads', 'customers'] as const) {
      const claimed = aDocument(collection, { ownerId: both.id })
      const made = settle(leader, collection, undefined, claimed, here)
      expect(made).toMatchObject({ ownerId: both.id, teamId: north })
      expect(mayRead(leader, channelsOf(collection, made))).toBe(true)
      // Who leads none of their teams gives it to the first of them.
      expect(settle(admin, collection, undefined, claimed, here).teamId).toBe(south)
    }
  })
  it('moves the team with the owner', () => {
    const stored = aDocument('leads', { ownerId: rep.id, teamId: north })
    const settled = settle(admin, 'leads', stored, { ...stored, ownerId: stranger.id }, around())
    expect(settled.teamId).toBe(south)
  })
})
