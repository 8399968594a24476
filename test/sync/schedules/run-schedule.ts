/**
 * One schedule: five devices of four people, two hundred things that happen to them in an order that follows
 * from a seed, then calm, then the check that nothing was lost, leaked or left different.
 */
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { testPassword } from '../../support/start-server.ts'
import { checkConvergence, checkPending, checkTyped } from './check.ts'
import { foundCompany } from './company.ts'
import type { Member } from './company.ts'
import { createDeeds } from './deeds.ts'
import { createJudge } from './judge-answers.ts'
import { createNetwork } from './network.ts'
import type { Network } from './network.ts'
import { createRandom } from './random.ts'
import { createReport } from './report.ts'
import type { ScheduleResult } from './report.ts'
import { createScheduleServer } from './server.ts'
import { recordTruth } from './truth.ts'
import { createTypedLog } from './typed.ts'
import { Stalled } from './world.ts'
import type { DeviceHost, World } from './world.ts'

export interface SimulatedDevice {
  number: number
  member: Member
  host: DeviceHost
  network: Network
  isOnline: boolean
}

const dayLong = 86_400_000
/** Between two steps, in milliseconds; access tokens live for five minutes. */
const pause = 30_000
const operations = 200

export async function runSchedule(seed: number, world: World): Promise<ScheduleResult> {
  const random = createRandom(seed)
  const { result, finding, count } = createReport(seed)

  const base = createEmbeddedStore({ folder: ':memory:' })
  const { store, truth } = recordTruth(base)
  const server = createScheduleServer(store)
  world.begin(random.child('order'), () => server.touches())
  const judge = createJudge(truth, finding)
  const typed = createTypedLog()
  const company = await foundCompany(await server.current(), random.child('company'))
  const deeds = createDeeds({ random, company, typed, count, stored: (name, id) => truth.of(name, id) })
  const doer = ({ number, member, host }: SimulatedDevice) => ({ number, personId: member.id, hands: host })

  const devices: SimulatedDevice[] = []
  for (const [number, member] of company.devices.entries()) {
    const host = world.hosts[number]
    if (!host) throw new Error('there are too few device threads')
    const network = createNetwork(random.child(`network ${number}`), (request) =>
      judge.through(member.id, request, () => server.deliver(request)),
    )
    world.connect(number, network)
    await host.reset(random.child(`device ${number}`).below(2 ** 31))
    devices.push({ number, member, host, network, isOnline: true })
  }
  const nameOf = (device: SimulatedDevice) => `device ${device.number}`

  const isActive = ({ id }: Member) => truth.user(id, truth.now())?.active === true

  async function signIn(device: SimulatedDevice) {
    if (!isActive(device.member)) return
    device.network.open(0)
    const answer = await device.host.signIn(device.member.email, testPassword)
    device.network.close()
    if (answer && !answer.ok && answer.error.code !== 'STORE_UNAVAILABLE')
      finding(`${nameOf(device)} could not sign in: ${answer.error.code}`)
  }

  async function bury(device: SimulatedDevice) {
    device.network.cut()
    await device.host.bury()
  }

  async function start(device: SimulatedDevice) {
    if (await device.host.isRunning()) return
    await bury(device)
    device.network.close()
    await device.host.open()
    await checkPending({ device, truth, typed, finding })
  }

  async function sync(device: SimulatedDevice, trouble: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (!(await device.host.isSignedIn())) await signIn(device)
      device.network.open(trouble)
      const outcome = await device.host.sync().catch((reason: unknown) => {
        if (reason instanceof Stalled) return 'stalled'
        throw reason
      })
      device.network.close()
      count(`sync ${outcome}`)
      if (outcome === 'stalled') finding(`${nameOf(device)} did not come to rest`)
      if (outcome === 'killed') await start(device)
      if (outcome !== 'sign-in needed') return
      if (attempt === 2 || !isActive(device.member)) return
      await signIn(device)
    }
  }

  async function changePerson() {
    const member = random.pick(company.members.filter(({ changes }) => changes))
    const { people } = (await server.current()).services
    const { north, south } = company.teams
    const before = truth.user(member.id, truth.now())
    const changes = random.pick([
      { role: 'support' as const },
      { role: 'sales_rep' as const },
      { teamIds: [north], leadsTeamIds: [] },
      { teamIds: [south], leadsTeamIds: [] },
      { teamIds: [north, south], leadsTeamIds: [] },
      { teamIds: [south], leadsTeamIds: [south] },
      { teamIds: [north], leadsTeamIds: [north] },
      { teamIds: [], leadsTeamIds: [] },
      { active: before?.active === false },
      { active: true },
    ])
    // The server may die under the administrator's hands; the change is then made again or was made.
    await judge.during(() => world.serve(() => people.update(member.id, changes)).catch(() => undefined))
    count('person changed')
    return `${member.email} becomes ${JSON.stringify(changes)}`
  }

  async function step(): Promise<string> {
    const device = random.pick(devices)
    const say = (text: string) => `${nameOf(device)} ${text}`
    const dice = random.below(100)
    await start(device)
    if (dice < 46) return say(await deeds.edit(doer(device)))
    if (dice < 57) return say(await deeds.create(doer(device)))
    if (dice < 61) return say(await deeds.remove(doer(device)))
    if (dice < 65) return say(await deeds.decide(doer(device)))
    if (dice < 70) return changePerson()
    if (dice < 74) {
      device.isOnline = !device.isOnline
      return say(device.isOnline ? 'goes online' : 'goes offline')
    }
    if (dice < 76) {
      const ahead = random.pick([-dayLong, 0, dayLong])
      await device.host.setClockAhead(ahead)
      return say(`has a clock ${ahead / 3_600_000} hours ahead`)
    }
    if (dice < 78) {
      device.network.cut()
      await device.host.close()
      count('restart')
      return say('is restarted')
    }
    if (dice < 80) {
      await bury(device)
      count('client killed')
      if (!random.chance(0.25)) return say('is killed')
      await device.host.forgetSession()
      count('session forgotten')
      return say('is killed, and forgets who was signed in')
    }
    if (dice < 82) {
      await server.kill()
      count('server killed')
      return 'the server is killed, its index with it'
    }
    if (dice < 84) {
      await server.rewind(random.next())
      count('feed rewound')
      return 'the feed is rewound'
    }
    const isKilled = random.chance(0.15)
    const serverDies = random.chance(0.15)
    const isSecond = random.chance(0.2)
    const trouble = random.chance(0.5) ? 0 : random.pick([0.05, 0.2, 0.4])
    const [clientSteps, serverSteps, before] = [
      random.below(60) + 1,
      random.below(60) + 1,
      random.chance(0.5),
    ]
    if (!device.isOnline) return say('is offline')
    if (isKilled) await device.host.light(clientSteps, before)
    if (serverDies) await server.light(serverSteps, before)
    const also = devices.filter((other) => other !== device && other.isOnline && isSecond)
    for (const other of also) await start(other)
    await Promise.all([device, ...also].map((one) => sync(one, trouble)))
    count('syncs')
    return say(
      `syncs${also.length > 0 ? ' with all others' : ''}, trouble ${trouble}${isKilled ? `, killed after ${clientSteps} steps` : ''}${serverDies ? `, server killed after ${serverSteps}` : ''}`,
    )
  }

  try {
    for (const device of devices) {
      await start(device)
      await signIn(device)
      await sync(device, 0)
    }
    for (let done = 0; done < operations && result.findings.length === 0; done++) {
      result.trace.push(await step())
      await world.pass(pause)
    }
    if (result.findings.length === 0) await calm()
    for (const device of devices)
      for (const report of await device.host.reports()) finding(`${nameOf(device)} reported: ${report}`)
    for (const name of truth.repeated()) finding(`[P5] a push took effect twice in ${name}`)
    for (const failure of server.failures())
      finding(`the server failed: ${failure instanceof Error ? failure.stack : String(failure)}`)
  } catch (reason) {
    finding(`the schedule broke: ${reason instanceof Error ? reason.stack : String(reason)}`)
  } finally {
    for (const device of devices) await bury(device)
    await server.close()
    await base.close()
  }
  return { ...result, counts: { ...result.counts, ...judge.counts } }

  /** Everything works again, everybody may come back, and there is time enough. */
  async function calm() {
    await server.kill()
    const { people } = (await server.current()).services
    for (const { id } of company.members)
      if (!truth.user(id, truth.now())?.active)
        await judge.during(() => world.serve(() => people.update(id, { active: true })))
    for (const device of devices) {
      device.isOnline = true
      await start(device)
    }
    // The second round brings what the others sent in the first.
    let found: string[] = []
    for (let round = 1; round <= 4 && (round <= 2 || found.length > 0); round++) {
      for (const device of devices) await sync(device, 0)
      found = []
      if (round > 1)
        for (const device of devices)
          await checkConvergence({ device, truth, finding: (text) => void found.push(text) })
    }
    found.forEach(finding)
    await checkTyped({ devices, truth, typed, finding })
  }
}
