/**
 * Carries out procedure calls, each exactly once. Decide on what is stored now, take the plan into the
 * journal, carry it out; whatever another process does at the same time, one of the two finds the journal
 * changed and looks again.
 */
import type { AnyDocument } from '../../shared/entities/index.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { Call } from '../../shared/entities/call.ts'
import { coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import { derivedId } from '../../shared/derived-id.ts'
import type { Decision, Procedure, ProcedureContext } from '../../shared/procedures/define-procedure.ts'
import { procedureNamed } from '../../shared/procedures/index.ts'
import type { Person } from '../../shared/roles.ts'
import type { PeopleService } from '../people/people.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import { invalidDocument } from '../sync/document-errors.ts'
import type { DocumentWriter } from '../sync/documents.ts'
import { applyPlan } from './apply-plan.ts'
import { readJournal, replaceJournal } from './journal.ts'
import type { Journal, Plan, Receipt } from './journal.ts'
import { loadState } from './load-state.ts'
import type { LoadedState } from './load-state.ts'

/** A call that waits, or an order that was submitted and is to be placed. */
export type Work = { kind: 'call' | 'order'; id: string }

/** `waiting`: what the call is about has not arrived yet. `none`: there is nothing to do. */
export type Executed = Receipt | 'waiting' | 'none'

export interface Executor {
  execute(work: Work, options?: { patient?: boolean }): Promise<Executed>
  /** Finishes what an interrupted process left. */
  resume(): Promise<void>
}

interface Services {
  store: DocumentStore
  documents: DocumentWriter
  people: Pick<PeopleService, 'lookUp' | 'toPerson' | 'teamsOf'>
  now: () => number
  onError: (error: unknown) => void
}

/** How long a call may arrive before the record it is about: they travel apart. */
const patience = 2 * 60_000

interface Question {
  procedure: Procedure | undefined
  callId: string
  input: unknown
  version?: number
  by: Person | 'server' | undefined
  /** Of the plan: the name the changes carry. */
  personId: string | undefined
  arrivedAt: number
  /** What a part that was carried out before said. */
  before?: Record<string, unknown>
  create?: Record<string, unknown>
}

export function createExecutor(services: Services): Executor {
  const { store, people, now, onError } = services
  let last: Promise<unknown> = Promise.resolve()

  /** Calls of one process wait for each other; between processes the journal decides. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  /** The journal without a plan. */
  async function freeJournal(): Promise<Journal> {
    for (;;) {
      const journal = await readJournal(store)
      if (!journal.plan) return journal
      await applyPlan(services, journal, journal.plan)
    }
  }

  async function personOf(id: string | undefined): Promise<Person | undefined> {
    const user = id === undefined ? undefined : await people.lookUp(id)
    return user?.active ? people.toPerson(user) : undefined
  }

  async function questionOf({ kind, id }: Work): Promise<Question | Receipt | undefined> {
    const stored = await store.get({ kind: kind === 'call' ? 'calls' : 'orders', id })
    if (!stored || stored.deleted) return undefined
    return kind === 'call' ? questionOfCall(stored) : questionOfOrder(stored)
  }

  async function questionOfCall({ body, id }: StoredDocument): Promise<Question | Receipt> {
    const call = body as Call
    const { status, error, result } = call
    if (status !== 'pending')
      return { status, ...(result && { result }), ...(error && { error: error as unknown as CodedError }) }
    return {
      procedure: procedureNamed(call.procedure),
      callId: id,
      input: call.input,
      version: call.version,
      by: await personOf(call.ownerId),
      personId: call.ownerId,
      arrivedAt: Date.parse(call.acceptedAt ?? call.createdAt),
      ...(result && { before: result }),
    }
  }

  /** Whoever submitted the order was allowed to; each submission is one call. */
  function questionOfOrder({ body, id, revision }: StoredDocument): Question | undefined {
    if (body['status'] !== 'submitted') return undefined
    const { updatedBy, createdBy } = body as AnyDocument
    const personId = updatedBy ?? createdBy
    const input = { orderId: id }
    return {
      procedure: procedureNamed('place_order'),
      callId: derivedId('place-order', id, revision),
      input,
      by: 'server',
      personId,
      arrivedAt: 0,
      create: {
        procedure: 'place_order',
        version: 1,
        input,
        ...(personId && { createdBy: personId, updatedBy: personId, ownerId: personId }),
      },
    }
  }

  async function decide(
    question: Question,
    journal: Journal,
  ): Promise<{ decision: Decision; state?: LoadedState }> {
    const { procedure, input, version, by, callId, before } = question
    const refused = (error: CodedError) => ({ decision: { ok: false, error } as const })
    if (!procedure) return refused(coded('UNKNOWN_PROCEDURE'))
    if (version !== undefined && version !== procedure.version) return refused(coded('UPDATE_REQUIRED'))
    if (!by) return refused(coded('FORBIDDEN'))
    const wrong = procedure.check(input)
    if (wrong) return refused(wrong)
    const state = await loadState(store, procedure, input, by)
    const context: ProcedureContext = {
      callId,
      at: new Date(now()).toISOString(),
      by,
      nextOrderNumber: journal.nextOrderNumber,
      teamsOf: (id) => people.teamsOf(id),
      ...(before && { before }),
    }
    try {
      const decision = procedure.decide(state, input, context)
      const broken = decision.ok && errorOf(decision)
      return broken ? refused(broken) : { decision, state }
    } catch (error) {
      // A mistake of the procedure must not hold up those behind it.
      onError(error)
      return refused(coded('INTERNAL'))
    }
  }

  function planOf(
    { callId, personId, create }: Question,
    decision: Decision,
    state: LoadedState | undefined,
    journal: Journal,
  ): Plan {
    const at = new Date(now()).toISOString()
    const subject = decision.ok && decision.writes.find((write) => write.kind === 'change' && write.subject)
    const expected =
      subject && subject.kind === 'change' ? state?.revisionOf(subject.collection, subject.id) : undefined
    const set = decision.ok
      ? {
          status: decision.more ? 'pending' : 'accepted',
          result: {
            ...decision.result,
            message: decision.message,
            ...(decision.phrase && { phrase: decision.phrase }),
          },
          ...(!decision.more && { executedAt: at }),
        }
      : { status: 'rejected', error: decision.error, executedAt: at }
    return {
      callId,
      at,
      ...(personId && { by: personId }),
      ...(expected && { expected }),
      writes: decision.ok ? decision.writes : [],
      receipt: { ...(create && { create }), set },
      numberBefore: journal.nextOrderNumber,
    }
  }

  async function execute(work: Work, patient: boolean): Promise<Executed> {
    for (;;) {
      const journal = await freeJournal()
      const question = await questionOf(work)
      if (!question) return 'none'
      if ('status' in question) return question
      const { decision, state } = await decide(question, journal)
      if (!decision.ok) {
        const mayArrive = decision.error.code === 'NOT_FOUND' || decision.error.code === 'RELATED_NOT_FOUND'
        if (patient && mayArrive && now() - question.arrivedAt < patience) return 'waiting'
        // Nobody asked in so many words, so there is nobody to refuse it to.
        if (question.create) return 'none'
      }
      const plan = planOf(question, decision, state, journal)
      const used = decision.ok && decision.takesNumber ? 1 : 0
      const taken = await replaceJournal(store, journal, {
        nextOrderNumber: journal.nextOrderNumber + used,
        plan,
      })
      if (!taken) continue
      const outcome = await applyPlan(services, taken, plan)
      if (outcome === 'done' && plan.receipt.set['status'] !== 'pending')
        return plan.receipt.set as unknown as Receipt
    }
  }

  return {
    execute: (work, { patient = false } = {}) => inTurn(() => execute(work, patient)),
    resume: () => inTurn(async () => void (await freeJournal())),
  }
}

/** What is wrong with a document that a procedure would make. */
function errorOf(decision: Extract<Decision, { ok: true }>): CodedError | undefined {
  for (const write of decision.writes) {
    if (write.kind !== 'create') continue
    const errors = entityOf(write.collection).check(write.document)
    if (errors.length > 0) return invalidDocument(errors)
  }
  return undefined
}
