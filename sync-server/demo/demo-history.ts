/**
 * The made-up part of the demo company: leads, interactions, tasks and cases around Northwind's customers.
 * The same seed and the same day give the same records. Everybody who can sign in gets a day worth looking
 * at: something due today, something overdue, something said yesterday.
 */
import { v5 as uuidv5 } from 'uuid'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { ServerWrite } from '../context.ts'
import * as words from './demo-words.ts'

export interface DemoPerson {
  id: string
  teamId: string
  /** Can sign in: gets more of everything. */
  isDemoAccount: boolean
}

export interface DemoCompany {
  reps: readonly DemoPerson[]
  support: DemoPerson
  admin: DemoPerson
  customers: readonly AnyDocument[]
  now: number
  seed: number
}

const namespace = '0d4b8a7e-5a77-5d0b-9f43-3c1f1f6f5b52'
const day = 24 * 60 * 60 * 1000

/** Numbers from 0 to 1, always the same ones for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function makeHistory(company: DemoCompany): ServerWrite[] {
  const { reps, support, admin, customers, now } = company
  const roll = dice(company.seed)
  const upTo = (count: number) => Math.floor(roll() * count)
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)] as T
  const writes: ServerWrite[] = []
  const add = (collection: CollectionName, at: string, by: DemoPerson, values: Record<string, unknown>) => {
    const id = uuidv5(`${collection}:${writes.length}`, namespace)
    const document = {
      id,
      createdAt: at,
      updatedAt: at,
      createdBy: by.id,
      updatedBy: by.id,
      ...values,
    } as AnyDocument
    writes.push({ collection, document })
    return document
  }
  const dateIn = (days: number) => new Date(now + days * day).toISOString().slice(0, 10)
  /** A moment of office hours so many days ago, never in the future. */
  const momentAgo = (days: number) => {
    const morning = Date.parse(`${new Date(now - days * day).toISOString().slice(0, 10)}T08:00:00Z`)
    const moment = morning + upTo(9 * 60) * 60_000
    return new Date(Math.min(moment, now - (5 + upTo(50)) * 60_000)).toISOString()
  }
  const weighted = reps.flatMap((rep) => (rep.isDemoAccount ? [rep, rep, rep] : [rep]))
  const nameOf = (record: AnyDocument) => String(record['company'] ?? record['name'])

  const leads = Array.from({ length: 60 }, (_, index) => {
    const owner = weighted[index % weighted.length] as DemoPerson
    const name = `${pick(words.firstNames)} ${pick(words.lastNames)}`
    const business = `${words.companyStarts[index % words.companyStarts.length]} ${words.companyEnds[(index * 5 + upTo(3)) % words.companyEnds.length]}`
    const status = [
      'new',
      'contacted',
      'new',
      'qualified',
      'contacted',
      'proposal',
      'new',
      'qualified',
      'lost',
      'contacted',
    ][index % 10]
    const unassigned = index % 8 === 6
    const domain = business
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, '')
    const isOpen = status !== 'lost'
    return add('leads', momentAgo(1 + upTo(75)), owner, {
      name,
      company: business,
      jobTitle: pick(words.jobTitles),
      email: `${(name.split(' ')[0] ?? 'info').toLowerCase()}@${domain}.example`,
      phone: `(555) 01${String(10 + upTo(89))}-${String(1000 + upTo(8999))}`,
      source: pick(words.sources),
      status,
      value: { amount: (4 + upTo(60)) * 25_000, currency: 'USD' },
      ...(isOpen ? { expectedClose: dateIn(5 + upTo(80)) } : { lostReason: pick(words.lostReasons) }),
      address: pick(words.places),
      teamId: owner.teamId,
      ...(!unassigned && { ownerId: owner.id }),
    })
  })

  const ownedBy = (rep: DemoPerson, records: readonly AnyDocument[]) => {
    const own = records.filter((record) => record.ownerId === rep.id)
    return own.length > 0 ? own : records.filter((record) => record.teamId === rep.teamId)
  }
  const about = (record: AnyDocument) =>
    leads.includes(record) ? { leadId: record.id } : { customerId: record.id }
  const outcomeOf = (type: string, isLead: boolean) => {
    if (type === 'support') return 'resolved'
    const met = isLead
      ? (['interested', 'follow-up', 'not-interested'] as const)
      : (['order-placed', 'follow-up', 'interested'] as const)
    return type === 'call' && roll() < 0.25 ? 'no-answer' : pick(met)
  }
  const talk = (rep: DemoPerson, record: AnyDocument, at: string, type: string) => {
    const isLead = leads.includes(record)
    const outcome = outcomeOf(type, isLead)
    add('interactions', at, rep, {
      ...about(record),
      type,
      at,
      ...(outcome !== 'no-answer' && { durationMinutes: 5 + upTo(11) * 5 }),
      outcome,
      notes: pick(words.talks[outcome]),
      ownerId: rep.id,
      teamId: record.teamId ?? rep.teamId,
    })
  }
  for (let index = 0; index < 270; index++) {
    const rep = weighted[index % weighted.length] as DemoPerson
    const record = pick(ownedBy(rep, roll() < 0.45 ? leads : customers))
    // The first rounds fill the last days, so that every demo account has something recent.
    const days = index < weighted.length * 3 ? Math.floor(index / weighted.length) : upTo(90)
    talk(rep, record, momentAgo(days), pick(['call', 'call', 'visit', 'email', 'meeting', 'note']))
  }
  for (let index = 0; index < 30; index++) talk(support, pick(customers), momentAgo(upTo(45)), 'support')

  const task = (
    person: DemoPerson,
    record: AnyDocument | undefined,
    title: string,
    due: number,
    done: boolean,
  ) => {
    const at = momentAgo(Math.max(1, 12 - due))
    add('tasks', at, person, {
      title,
      status: done ? 'done' : roll() < 0.15 ? 'in-progress' : 'open',
      priority: pick(['normal', 'normal', 'normal', 'high', 'low', due < 0 ? 'urgent' : 'normal']),
      dueDate: dateIn(due),
      ...(done && { completedAt: momentAgo(upTo(5)) }),
      ...(record && about(record)),
      ownerId: person.id,
      teamId: record?.teamId ?? person.teamId,
    })
  }
  const dues = [0, 0, -2, 1, 3, -1, 0, 7, 2, 12]
  for (let index = 0; index < 68; index++) {
    const rep = weighted[index % weighted.length] as DemoPerson
    const record = pick(ownedBy(rep, roll() < 0.4 ? leads : customers))
    const due = dues[Math.floor(index / weighted.length) % dues.length] ?? 0
    task(rep, record, `${pick(words.taskTitles)} ${nameOf(record)}`, due, index % 7 === 5)
  }
  for (const [index, due] of [0, 0, 1, -1, 4, 2].entries()) {
    const customer = pick(customers)
    task(
      support,
      customer,
      `${index % 2 ? 'Call back' : 'Check the delivery to'} ${nameOf(customer)}`,
      due,
      false,
    )
  }
  for (const [title, due] of [
    ['Hand out the new territories', 0],
    ['Check who has not signed in this month', 1],
    ['Import the new price list', 3],
    ['Read the sales report with the team leads', 0],
    ['Renew the trade fair booking', 9],
    ['Approve the travel plan of team North', -1],
  ] as const)
    task(admin, undefined, title, due, false)

  for (let index = 0; index < 25; index++) {
    const customer = pick(customers)
    const [subject, description] =
      words.caseSubjects[index % words.caseSubjects.length] ?? words.caseSubjects[0]
    const status = ['open', 'open', 'waiting', 'resolved', 'closed'][index % 5]
    const isOpen = status === 'open' || status === 'waiting'
    const at = momentAgo(isOpen ? upTo(10) : 10 + upTo(50))
    add('cases', at, support, {
      subject,
      customerId: customer.id,
      status,
      priority: pick(['normal', 'normal', 'high', 'low', 'urgent']),
      description,
      ...(isOpen && { dueDate: dateIn(upTo(6) - 1) }),
      ...(roll() < 0.6 && {
        comments: [
          {
            id: uuidv5(`comment:${index}`, namespace),
            at,
            authorId: support.id,
            text: pick(words.caseComments),
          },
        ],
      }),
      ...(roll() < 0.75 && { ownerId: support.id }),
      ...(customer.teamId !== undefined && { teamId: customer.teamId }),
    })
  }
  return writes
}
