/**
 * A schedule in real browsers: devices in Chromium on IndexedDB, each with a profile of its own, and the sync
 * server as a process on its own disk. Browsers and server are killed by the operating system. What people do
 * and what must hold in the end are those of the schedules in `test/sync/schedules`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { signInToApi } from '../../support/api.ts'
import type { ApiSession } from '../../support/api.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import { checkConvergence, checkTyped } from '../schedules/check.ts'
import { foundCompany } from '../schedules/company.ts'
import type { Company, Member } from '../schedules/company.ts'
import { createDeeds } from '../schedules/deeds.ts'
import { createRandom } from '../schedules/random.ts'
import type { Random } from '../schedules/random.ts'
import { createReport } from '../schedules/report.ts'
import type { ScheduleResult } from '../schedules/report.ts'
import { createTypedLog } from '../schedules/typed.ts'
import { chromiumDevice } from './chromium-device.ts'
import type { ChromiumDevice } from './chromium-device.ts'
import { openDeviceLine } from './device-line.ts'
import { keepHistory, readHistory } from './history.ts'

const dayLong = 86_400_000

export interface ChromiumScheduleOptions {
  /** Things that happen before the calm. */
  steps: number
  /** At most five; the first two are of one person. */
  devices: number
}

/** Made by the server's own code in this process, before the process that is killed starts on it. */
async function foundIn(folder: string, random: Random): Promise<Company> {
  const store = createEmbeddedStore({ folder })
  const server = await startServer({ store })
  const company = await foundCompany(server, random)
  await server.close()
  await store.close()
  keepHistory(folder)
  return company
}

export async function runChromiumSchedule(
  seed: number,
  { steps, devices: howMany }: ChromiumScheduleOptions,
): Promise<ScheduleResult> {
  const random = createRandom(seed)
  const { result, finding, count } = createReport(seed)
  const folder = mkdtempSync(path.join(tmpdir(), `satchel-chromium-${seed}-`))
  const dataFolder = path.join(folder, 'data')
  const company = await foundIn(dataFolder, random.child('company'))
  const server = await startServerProcess({ dataFolder })
  const typed = createTypedLog()
  const deeds = createDeeds({ random, company, typed, count })
  const doer = (device: ChromiumDevice) => ({
    number: device.number,
    personId: device.member.id,
    hands: { ...device, inbox: () => device.host.inbox() },
  })
  const inactive = new Set<string>()
  let isServerUp = true
  let office: ApiSession | undefined

  const devices: ChromiumDevice[] = await Promise.all(
    company.devices.slice(0, howMany).map(async (member, number) =>
      chromiumDevice({
        number,
        member,
        line: await openDeviceLine(random.child(`network ${number}`), server.url),
        profile: path.join(folder, `device-${number}`),
      }),
    ),
  )
  const nameOf = ({ number }: ChromiumDevice) => `device ${number}`

  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => (turn = turn.then(work))
  const killServer = () =>
    inTurn(async () => {
      isServerUp = false
      await server.kill()
    })
  const restartServer = () =>
    inTurn(async () => {
      if (!isServerUp) await server.restart()
      isServerUp = true
    })

  async function start(device: ChromiumDevice) {
    if (device.isRunning()) return
    device.line.hold()
    await device.start()
    if (!device.isOnline) device.line.cut()
  }

  async function signIn(device: ChromiumDevice) {
    device.line.open(0)
    let refused = await device.signIn(testPassword)
    // The server was killed meanwhile.
    for (let attempt = 0; refused === 'STORE_UNAVAILABLE' && attempt < 3; attempt++) {
      await restartServer()
      refused = await device.signIn(testPassword)
    }
    if (refused) finding(`${nameOf(device)} could not sign in: ${refused}`)
  }

  async function sync(device: ChromiumDevice, trouble: number): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt++) {
      await restartServer()
      await start(device)
      device.line.open(trouble)
      const outcome = await device.sync()
      device.line.hold()
      device.line.putOut()
      count(`sync ${outcome}`)
      if (outcome === 'done') return
      if (outcome === 'sign-in needed') {
        if (inactive.has(device.member.id)) return
        await signIn(device)
      }
      // Without a server it stands still; it is tried again with one.
      if (outcome === 'stalled' && isServerUp) {
        finding(`${nameOf(device)} did not come to rest: ${JSON.stringify(await device.seen())}`)
        return
      }
    }
  }

  /** The administrator at the office, who has the server's own line. */
  async function changePerson({ id, email }: Member, changes: Record<string, unknown>) {
    await restartServer()
    const patch = async () => {
      office ??= await signInToApi(server.url, company.admin.email, testPassword)
      return office.call('PATCH', `/admin/users/${id}`, changes)
    }
    let answer = await patch()
    if (answer.status === 401) {
      office = undefined
      answer = await patch()
    }
    if (answer.status !== 200) finding(`${email} could not be changed: ${JSON.stringify(answer.body)}`)
    if (changes['active'] === false) inactive.add(id)
    if (changes['active'] === true) inactive.delete(id)
    count('person changed')
    return `${email} becomes ${JSON.stringify(changes)}`
  }

  function someChange(): Record<string, unknown> {
    const { north, south } = company.teams
    return random.pick([
      { role: 'support' },
      { role: 'sales_rep' },
      { teamIds: [north], leadsTeamIds: [] },
      { teamIds: [south], leadsTeamIds: [] },
      { teamIds: [north, south], leadsTeamIds: [] },
      { teamIds: [south], leadsTeamIds: [south] },
      { teamIds: [], leadsTeamIds: [] },
      { active: random.chance(0.5) },
    ])
  }

  async function step(): Promise<string> {
    const device = random.pick(devices)
    const say = (text: string) => `${nameOf(device)} ${text}`
    const dice = random.below(100)
    await start(device)
    if (dice < 42) return say(await deeds.edit(doer(device)))
    if (dice < 54) return say(await deeds.create(doer(device)))
    if (dice < 58) return say(await deeds.remove(doer(device)))
    if (dice < 62) return say(await deeds.decide(doer(device)))
    if (dice < 66)
      return changePerson(random.pick(company.members.filter(({ changes }) => changes)), someChange())
    if (dice < 71) {
      device.isOnline = !device.isOnline
      if (device.isOnline) device.line.hold()
      else device.line.cut()
      return say(device.isOnline ? 'goes online' : 'goes offline')
    }
    if (dice < 73) {
      await device.shut()
      device.clockAhead = random.pick([-dayLong, 0, dayLong])
      count('clock set')
      return say(`is started again with a clock ${device.clockAhead / 3_600_000} hours ahead`)
    }
    if (dice < 75) {
      await device.shut()
      count('page shut')
      return say('has its page shut without a word')
    }
    if (dice < 77) {
      await device.kill()
      count('browser killed')
      return say('has its browser killed')
    }
    if (dice < 79) {
      await killServer()
      count('server killed')
      return 'the server is killed'
    }
    const others = random.chance(0.3)
    const [requests, before] = [random.below(14) + 1, random.chance(0.5)]
    const killed = random.pick(['nothing', 'nothing', 'nothing', 'page', 'browser', 'server'] as const)
    const trouble = random.chance(0.7) ? 0 : 0.08
    if (!device.isOnline) return say('is offline')
    if (killed !== 'nothing')
      device.line.light(requests, before, async () => {
        count(`${killed} killed while it syncs`)
        if (killed === 'page') await device.shut()
        else if (killed === 'browser') await device.kill()
        else {
          await killServer()
          await restartServer()
        }
      })
    const also = devices.filter((other) => others && other !== device && other.isOnline)
    await Promise.all([device, ...also].map((one) => sync(one, trouble)))
    count('syncs')
    const how = killed === 'nothing' ? '' : `, ${killed} to be killed at request ${requests}`
    return say(`syncs${also.length > 0 ? ' with all others' : ''}, trouble ${trouble}${how}`)
  }

  /** Everything works again, everybody may come back, and there is time enough. */
  async function calm() {
    for (const member of company.members)
      if (inactive.has(member.id)) await changePerson(member, { active: true })
    for (const device of devices) {
      device.isOnline = true
      device.line.hold()
    }
    // The later rounds bring what the others sent in the first, and what follows from it.
    for (let round = 1; round <= 3; round++) for (const device of devices) await sync(device, 0)
    await server.stop()
    isServerUp = false
    const truth = await readHistory(dataFolder)
    for (const device of devices) await checkConvergence({ device, truth, finding })
    await checkTyped({ devices, truth, typed, finding })
  }

  try {
    await Promise.all(devices.map((device) => start(device)))
    for (const device of devices) {
      await signIn(device)
      await sync(device, 0)
    }
    for (let done = 0; done < steps && result.findings.length === 0; done++) result.trace.push(await step())
    if (result.findings.length === 0) await calm()
    for (const device of devices)
      for (const report of device.reports) finding(`${nameOf(device)} reported: ${report}`)
  } catch (reason) {
    finding(`the schedule broke: ${reason instanceof Error ? reason.stack : String(reason)}`)
  } finally {
    for (const device of devices) await device.throwAway()
    if (isServerUp) await server.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  return result
}
