/**
 * Procedures on a device. The same decision that the server will take is taken at once on what this device
 * knows: what would be refused is refused now, in the same words; everything else becomes a call that travels
 * when there is a network. What the call changes comes back with sync.
 */
import { v7 as uuidv7 } from 'uuid'
import type { CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import { coded } from '../../shared/errors.ts'
import type { Phrase } from '../../shared/phrase.ts'
import type { Decision, Procedure, ProcedureState, Wants } from '../../shared/procedures/define-procedure.ts'
import { procedureNamed } from '../../shared/procedures/index.ts'
import type { Person } from '../../shared/roles.ts'
import type { ActionResult } from './contract.ts'
import { createRecord, findRecords } from './index.ts'

const mostRounds = 10

/** What the procedure would do with what this device knows. Official numbers are the server's. */
export async function previewCall(
  name: string,
  input: Record<string, unknown>,
  person: Person,
  callId = uuidv7(),
): Promise<Decision> {
  const procedure = procedureNamed(name)
  if (!procedure) return { ok: false, error: coded('UNKNOWN_PROCEDURE') }
  const wrong = procedure.check(input)
  if (wrong) return { ok: false, error: wrong }
  return procedure.decide(await localState(procedure, input), input, {
    callId,
    at: new Date().toISOString(),
    by: person,
    teamsOf: (id) => (id === person.id ? person.teamIds : []),
  })
}

/** A call that was made: where its receipt will be, and what it is expected to do. */
export interface MadeCall {
  /** Of its document in `calls`. */
  id: string
  /** The sentence of the preview; empty where this device cannot tell. */
  message: string
  phrase?: Phrase
}

/**
 * Calls the procedure, now or when there is a network. Being out of
 * date is the device's, not the person's fault: a shortage seen here may be over, so stock does not refuse.
 */
export async function callProcedure(
  name: string,
  input: Record<string, unknown>,
  person: Person,
): Promise<ActionResult<MadeCall>> {
  const id = uuidv7()
  const preview = await previewCall(name, input, person, id)
  if (!preview.ok && preview.error.code !== 'NOT_ENOUGH_STOCK') return { ok: false, error: preview.error }
  const version = procedureNamed(name)?.version ?? 1
  const saved = await createRecord('calls', { id, procedure: name, version, input })
  if (!saved.ok) return { ok: false, error: saved.error ?? coded('INVALID_DOCUMENT') }
  const { message, phrase } = preview.ok ? preview : { message: '', phrase: undefined }
  return { ok: true, value: { id, message, ...(phrase && { phrase }) } }
}

async function localState(procedure: Procedure, input: unknown): Promise<ProcedureState> {
  const named = new Map<string, unknown>()
  const found = new Map<string, unknown[]>()
  const state: ProcedureState = {
    get: <C extends CollectionName>(collection: C, id: string) =>
      named.get(textOf(collection, id)) as DocumentIn<C> | undefined,
    where: <C extends CollectionName>(collection: C, field: string, value: string) =>
      (found.get(textOf(collection, field, value)) ?? []) as DocumentIn<C>[],
  }
  for (let round = 0; round < mostRounds; round++) {
    const { documents = [], where = [] }: Wants = procedure.wants(input, state)
    const ids = documents.filter(([collection, id]) => !named.has(textOf(collection, id)))
    const searches = where.filter((search) => !found.has(textOf(...search)))
    if (ids.length === 0 && searches.length === 0) break
    await Promise.all([
      ...ids.map(async ([collection, id]) => {
        const [document] = await findRecords(collection, { selector: { id }, limit: 1 })
        named.set(textOf(collection, id), document)
      }),
      ...searches.map(async ([collection, field, value]) => {
        found.set(
          textOf(collection, field, value),
          await findRecords(collection, { selector: { [field]: value } }),
        )
      }),
    ])
  }
  return state
}

const textOf = (...parts: readonly string[]) => parts.join(':')
