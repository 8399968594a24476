/**
 * From an administrator's change of who may see what to the moment at which two connected devices in Chromium
 * hold exactly what their people may see now: a customer is handed to another team, a person moves to another
 * team, a person is deactivated, a device is signed out. What goes is gone from the device's database.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { protocolHeader, protocolVersion } from '../../../shared/sync/protocol.ts'
import type { PushResult, VerifyAnswer } from '../../../shared/sync/protocol.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { openProfile } from './browser.ts'
import { buildPages } from './build-pages.ts'
import { createCompany, fill, openFolder, signInDevices, testPassword } from './company.ts'
import { makeDocuments } from './documents.ts'
import type { DeviceBench, Held } from './page/device.ts'
import { median, percentile, result } from './report.ts'
import type { Result } from './report.ts'

/** Milliseconds. */
const budget = 2000
const ofEachTeam = 250
const southId = '00000000-0000-7000-8000-0000000050f7'

type Bench = { bench: DeviceBench }

/** Milliseconds since 1970, as the pages tell them. */
const instant = () => performance.timeOrigin + performance.now()

export async function measureAccessChange({
  reassignments,
  moves,
  sessions: endings,
}: {
  /** Customers handed over. */
  reassignments: number
  /** A person moves to another team; half of them back. */
  moves: number
  /** How often a person is deactivated, and how often a device is signed out: the server lets one person sign in 20 times a minute. */
  sessions: number
}): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-access-'))
  const [data, web] = ['data', 'web'].map((name) => path.join(folder, name)) as [string, string]
  const { services, store, done } = await openFolder(data)
  const { teamId: northId, reps, admin } = await createCompany(services, 2)
  const [ann, bob] = reps
  if (!ann || !bob) throw new Error('there are too few reps')
  const at = new Date(0).toISOString()
  const team = { id: southId, kind: 'team', name: 'South', createdAt: at, updatedAt: at }
  await services.documents.write([{ collection: 'settings', document: team }])
  await services.people.update(ann.id, { leadsTeamIds: [] })
  await services.people.update(bob.id, { teamIds: [southId] })
  const customers = makeDocuments('customers', ofEachTeam * 2, (index) => ({
    teamId: index < ofEachTeam ? northId : southId,
  }))
  await fill(store, 'customers', customers)
  const [session] = await signInDevices(services, [admin], 1)
  await done()
  if (!session) throw new Error('the administrator is not signed in')
  await buildPages(web, ['device'])
  // The server takes a folder with an index for a web client.
  writeFileSync(path.join(web, 'index.html'), '')

  const server = await startServerProcess({ dataFolder: data, environment: { SATCHEL_WEB: web } })
  async function call<T>(method: string, place: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${server.url}/api/v1${place}`, {
      method,
      headers: {
        authorization: `Bearer ${session?.accessToken}`,
        [protocolHeader]: String(protocolVersion),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${place} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const profiles = [await openProfile(), await openProfile()] as const
  try {
    const pages = await Promise.all(profiles.map((profile) => profile.open(`${server.url}/device.html`)))
    const [annsPage, bobsPage] = pages
    if (!annsPage || !bobsPage) throw new Error('there are two pages')
    type Page = typeof annsPage
    const signIn = (page: Page, { email }: { email: string }) =>
      page.evaluate(([address, password]) => (window as unknown as Bench).bench.signIn(address, password), [
        email,
        testPassword,
      ] as const)
    /** The instant since which the customers on this device are these many of each team. */
    const holds = (page: Page, wanted: Held) =>
      page.evaluate((teams) => (window as unknown as Bench).bench.holds(teams), wanted)
    for (const [page, person] of [
      [annsPage, ann],
      [bobsPage, bob],
    ] as const) {
      await signIn(page, person)
      await page.evaluate(() => (window as unknown as Bench).bench.followTeams())
    }
    const [full, gone] = [{ [northId]: ofEachTeam }, {}]
    await Promise.all([holds(annsPage, full), holds(bobsPage, { [southId]: ofEachTeam })])

    /** Milliseconds from the change to the moment at which the last of the devices shows it. */
    async function timeOf(change: () => Promise<unknown>, ...expected: (readonly [Page, Held])[]) {
      const start = instant()
      const seen = expected.map(([page, wanted]) => holds(page, wanted))
      await change()
      return Math.max(...(await Promise.all(seen))) - start
    }

    const reassigned: number[] = []
    for (let index = 0; index < reassignments; index++) {
      const { id = '' } = customers[index] ?? {}
      const { changed } = await call<VerifyAnswer>('POST', '/sync/customers/verify', {
        entries: [[id, null]],
        only: true,
      })
      const [before] = changed as AnyDocument[]
      if (!before) throw new Error('the administrator does not see the customer')
      const row = { newDocumentState: { ...before, teamId: southId }, assumedMasterState: before }
      const took = timeOf(
        async () => {
          const { results } = await call<{ results: PushResult[] }>('POST', '/sync/customers/push', {
            rows: [row],
          })
          if (results[0]?.outcome !== 'accepted')
            throw new Error(`not handed over: ${JSON.stringify(results)}`)
        },
        [annsPage, { [northId]: ofEachTeam - index - 1 }],
        [bobsPage, { [southId]: ofEachTeam + index + 1 }],
      )
      reassigned.push(await took)
    }
    const [north, south] = [
      { [northId]: ofEachTeam - reassignments },
      { [southId]: ofEachTeam + reassignments },
    ]
    const moved: number[] = []
    for (let index = 0; index < moves * 2; index++) {
      const [teamIds, wanted] = index % 2 === 0 ? [[southId], south] : [[northId], north]
      moved.push(await timeOf(() => call('PATCH', `/admin/users/${ann.id}`, { teamIds }), [annsPage, wanted]))
    }
    const deactivated: number[] = []
    const revoked: number[] = []
    for (let index = 0; index < endings; index++) {
      const person = `/admin/users/${ann.id}`
      deactivated.push(await timeOf(() => call('PATCH', person, { active: false }), [annsPage, gone]))
      await call('PATCH', person, { active: true })
      await signIn(annsPage, ann)
      await holds(annsPage, north)
      const device = await annsPage.evaluate(() => (window as unknown as Bench).bench.deviceId())
      revoked.push(await timeOf(() => call('DELETE', `/admin/devices/${device}`), [annsPage, gone]))
      await signIn(annsPage, ann)
      await holds(annsPage, north)
    }
    const p95 = (name: string, times: readonly number[], note: string) =>
      result(`${name}-p95`, percentile(times, 95), 'ms', {
        target: budget,
        better: 'lower',
        note: `${note}: ${times.length} times, half of them within ${median(times).toFixed(0)} ms`,
      })
    return [
      p95('reassigned-record', reassigned, 'gone from one device and on the other'),
      p95('moved-person', moved, 'the records of the old team gone, those of the new one there'),
      p95('deactivated-person', deactivated, 'every record gone from the device'),
      p95('revoked-device', revoked, 'every record gone from the device'),
    ]
  } finally {
    await Promise.all(profiles.map((profile) => profile.close()))
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
