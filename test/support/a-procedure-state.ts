/** What a procedure knows, for tests of what it decides; and what it decided, applied to that. */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Decision, ProcedureContext, ProcedureState } from '../../shared/procedures/define-procedure.ts'
import { procedureNamed } from '../../shared/procedures/index.ts'

export type Known = Partial<Record<CollectionName, readonly AnyDocument[]>>

export const stateOf = (known: Known): ProcedureState =>
  ({
    get: (collection: CollectionName, id: string) => known[collection]?.find((one) => one.id === id),
    where: (collection: CollectionName, field: string, value: string) =>
      (known[collection] ?? []).filter((one) => one[field] === value),
  }) as unknown as ProcedureState

export function decide(
  name: string,
  known: Known,
  input: unknown,
  more: Partial<ProcedureContext> = {},
): Decision {
  const procedure = procedureNamed(name)
  if (!procedure) throw new Error(`there is no procedure ${name}`)
  return procedure.decide(stateOf(known), input, {
    callId: '0198a000-0000-7000-8000-00000000000c',
    at: '2026-05-02T08:00:00.000Z',
    by: 'server',
    nextOrderNumber: 7,
    teamsOf: () => [],
    ...more,
  })
}

/** The decision when it is one; fails the test when it was refused. */
export function done(decision: Decision) {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.error)}`)
  return decision
}

export const refusal = (decision: Decision) => (decision.ok ? undefined : decision.error)

/** New values by `collection id`. */
export const changesOf = (decision: Decision): Record<string, unknown> =>
  Object.fromEntries(
    done(decision).writes.flatMap((write) =>
      write.kind === 'change'
        ? [[`${write.collection} ${write.id}`, { ...write.set, ...write.items }] as const]
        : [],
    ),
  )

export const madeBy = (decision: Decision, collection: CollectionName): AnyDocument[] =>
  done(decision).writes.flatMap((write) =>
    write.kind === 'create' && write.collection === collection ? [write.document] : [],
  )
