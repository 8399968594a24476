/**
 * A procedure: a named, versioned piece of business that changes several records at once. It is one pure
 * function from what is known, what is asked and who asks to what is to be written. The device runs it for
 * its preview, the server to carry it out; nothing else decides.
 *
 * What a procedure writes must be absolute ("12 in stock", never "3 less"), so that writing it twice is
 * writing it once; ids of new documents are derived from the call's.
 */
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Validator } from 'typebox/compile'
import type { AnyDocument, CollectionName, DocumentIn } from '../entities/index.ts'
import { uuidSchema } from '../entities/fields.ts'
import type { CodedError, ErrorCode } from '../errors.ts'
import { coded } from '../errors.ts'
import type { Phrase, said } from '../phrase.ts'
import type { Person, Role } from '../roles.ts'

/** The documents a procedure asked for. One that is deleted, or that the caller may not see, is not there. */
export interface ProcedureState {
  get<C extends CollectionName>(collection: C, id: string): DocumentIn<C> | undefined
  /** Living documents of which the field has the value, whoever may see them; oldest first. */
  where<C extends CollectionName>(collection: C, field: string, value: string): DocumentIn<C>[]
}

export interface Wants {
  documents?: readonly (readonly [collection: CollectionName, id: string])[]
  where?: readonly (readonly [collection: CollectionName, field: string, value: string])[]
}

export interface ProcedureContext {
  callId: string
  /** Now, as an instant; the server's clock on the server. */
  at: string
  /** `server`: follows from what somebody already was allowed to do. */
  by: Person | 'server'
  /** The next official order number; only the server has one. */
  nextOrderNumber?: number | undefined
  teamsOf: (personId: string) => readonly string[]
  /** The result of the part of this call that was carried out before. */
  before?: Record<string, unknown>
}

/** One change of one document. */
export type Write =
  | { kind: 'create'; collection: CollectionName; document: AnyDocument }
  | {
      kind: 'change'
      collection: CollectionName
      id: string
      /** New values by field; null takes the field away. */
      set: Record<string, unknown>
      /** New values in the items of a list: field -> id of the item -> values; null takes one away. */
      items?: Record<string, Record<string, Record<string, unknown>>>
      /**
       * The document that was decided about. Nothing of the call happens unless it is still in the state that
       * was looked at. It has a field `lastCall`. At most one of a decision.
       */
      subject?: true
      /**
       * Only while these fields have these values (null: none). Must be there for fields that a person may
       * change as well, so that a repetition cannot undo what they did since.
       */
      when?: Record<string, unknown>
      /** Each field that `when` names is judged by itself: the others are written when it has another value. */
      each?: true
    }

export interface Done {
  ok: true
  /** A sentence for the person who called, and the same for any language: spread `said('…')`. */
  message: string
  phrase?: Phrase
  /** What else a program wants to know. */
  result: Record<string, unknown>
  writes: Write[]
  /** The next official order number is used up. */
  takesNumber?: boolean
  /** There is more of the same to do: the call stays open and is decided again. */
  more?: boolean
}

export type Decision = Done | { ok: false; error: CodedError }

interface Definition<Name extends string, Input extends TSchema> {
  name: Name
  version: number
  /** The words of a button. */
  label: string
  /** One sentence: what it does. */
  description: string
  /** Who may call it at all; each also asks whether they may about this very record. */
  roles: readonly Role[]
  input: Input
  /** What it has to know; asked again with what was found until nothing new is named. */
  wants: (input: Static<Input>, state: ProcedureState) => Wants
  decide: (state: ProcedureState, input: Static<Input>, context: ProcedureContext) => Decision
}

export interface Procedure<Name extends string = string> extends Omit<
  Definition<Name, TSchema>,
  'wants' | 'decide'
> {
  /** The first thing wrong with a value that claims to be its input. */
  check: (input: unknown) => CodedError | undefined
  /** Of an input that `check` has nothing against. */
  wants: (input: unknown, state: ProcedureState) => Wants
  /** Judges input and role first. */
  decide: (state: ProcedureState, input: unknown, context: ProcedureContext) => Decision
}

export function defineProcedure<const Name extends string, Input extends TSchema>(
  definition: Definition<Name, Input>,
): Procedure<Name> {
  let validator: Validator | undefined
  const check = (input: unknown): CodedError | undefined => {
    validator ??= Compile(definition.input)
    if (validator.Check(input)) return undefined
    const [error] = validator.Errors(input)
    const params = error?.params as
      { requiredProperties?: string[]; additionalProperties?: string[] } | undefined
    const field = [
      error?.instancePath.slice(1).replaceAll('/', '.'),
      params?.requiredProperties?.[0] ?? params?.additionalProperties?.[0],
    ]
      .filter(Boolean)
      .join('.')
    return coded('INVALID_INPUT', {
      message: `${field || 'The input'}: ${error?.message ?? 'is not valid'}`,
      ...(field && { field }),
    })
  }
  return {
    ...definition,
    check,
    wants: (input, state) => definition.wants(input as Static<Input>, state),
    decide(state, input, context) {
      const wrong = check(input)
      if (wrong) return { ok: false, error: wrong }
      if (context.by !== 'server' && !definition.roles.includes(context.by.role)) return refuse('FORBIDDEN')
      return definition.decide(state, input as Static<Input>, context)
    },
  }
}

/** A sentence: in English, and as what any language is made of. `said('…')` gives one. */
export type Said = ReturnType<typeof said>

/** A refusal; `words` (of `said('…')`) take the place of the error table's sentence. */
export const refuse = (code: ErrorCode, words?: Said, field?: string): Decision => ({
  ok: false,
  error: coded(code, { ...words, ...(field && { field }) }),
})

/** The author's stamp of new documents. */
export const authorOf = ({ by }: Pick<ProcedureContext, 'by'>) =>
  by === 'server' ? {} : { createdBy: by.id, updatedBy: by.id }

/** The id of a record, for inputs whose name does not say of which kind; a form reads `x-collection`. */
export const recordId = (collection: CollectionName, description: string) =>
  Type.String({ ...uuidSchema, description, 'x-collection': collection })

export const inputOf = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
