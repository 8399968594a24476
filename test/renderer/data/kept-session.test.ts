/** Who is signed in, as page and worker read it from the same text. */
import { expect, test } from 'vitest'
import { readKept, serverOf, signedInBy } from '../../../renderer/data/kept-session.ts'
import type { Person } from '../../../shared/roles.ts'

const person = {
  id: 'p1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'rep',
  teamIds: [],
} as unknown as Person
const session = { refreshToken: 'secret', person }

test('somebody is signed in by a session and a device, at the page’s own server or the one that was chosen', () => {
  const kept = { deviceId: 'd1', server: 'https://office.example', session }
  expect(signedInBy(kept, undefined)).toEqual({ person, deviceId: 'd1', server: 'https://office.example' })
  expect(signedInBy(kept, 'https://page.example')?.server).toBe('https://page.example')
  expect(signedInBy({ deviceId: 'd1' }, undefined)).toBeUndefined()
  expect(signedInBy({ session }, undefined)).toBeUndefined()
  expect(serverOf({}, undefined)).toBe('')
})

test('a session that ended keeps its person', () => {
  expect(
    signedInBy({ deviceId: 'd1', session: { ...session, ended: true } }, 'https://a.example')?.person,
  ).toEqual(person)
})

test('what cannot be read is as if it were not there', () => {
  expect(readKept(undefined)).toEqual({})
  expect(readKept('{"deviceId"')).toEqual({})
  expect(readKept(JSON.stringify({ deviceId: 'd1' }))).toEqual({ deviceId: 'd1' })
})
