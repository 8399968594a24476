/**
 * The question that a list asks: which records, in which order, grouped by what. It is plain JSON, because
 * saved views travel as documents: whoever reads one from elsewhere asks `checkListView` first. The columns
 * that it names are those of `list-columns.ts`.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Validator } from 'typebox/compile'
import { columnOf, isListName, listNames } from './list-columns.ts'
import type { ColumnKind, ListColumn } from './list-columns.ts'

const column = Type.String({ minLength: 1, maxLength: 60 })
const words = Type.String({ maxLength: 300 })
const scalar = Type.Union([words, Type.Number(), Type.Boolean()])
/** A day or moment may be said from today on: `{days: -7}` is a week ago, whenever it is asked. */
const bound = Type.Union([
  words,
  Type.Number(),
  Type.Object({ days: Type.Integer({ minimum: -36_600, maximum: 36_600 }) }, { additionalProperties: false }),
])
const closed = { additionalProperties: false }

const testSchema = Type.Union([
  /** The words are in the text shown, whatever their case and accents. */
  Type.Object({ column, is: Type.Literal('containing'), value: words }, closed),
  Type.Object({ column, is: Type.Enum(['equal', 'unequal']), value: scalar }, closed),
  Type.Object(
    { column, is: Type.Enum(['one-of', 'none-of']), values: Type.Array(scalar, { maxItems: 500 }) },
    closed,
  ),
  Type.Object({ column, is: Type.Enum(['empty', 'filled']) }, closed),
  /** Both ends included; a day holds all its moments. */
  Type.Object({ column, is: Type.Literal('between'), from: bound, to: bound }, closed),
  /** `before` and `after` do not include the bound itself. */
  Type.Object({ column, is: Type.Enum(['before', 'after']), value: bound }, closed),
  /** A reference to the person who asks, such as their own records by `ownerId`. */
  Type.Object({ column, is: Type.Literal('mine') }, closed),
])
const conditionSchema = Type.Union([
  testSchema,
  Type.Object({ any: Type.Array(testSchema, { minItems: 1, maxItems: 20 }) }, closed),
  Type.Object({ none: Type.Array(testSchema, { minItems: 1, maxItems: 20 }) }, closed),
])
const sortSchema = Type.Object({ by: column, desc: Type.Optional(Type.Boolean()) }, closed)

export const listViewSchema = Type.Object(
  {
    list: Type.Enum([...listNames]),
    /** All of them hold. */
    where: Type.Optional(Type.Array(conditionSchema, { maxItems: 40 })),
    /** Words that are searched for in everything written in the record, typing mistakes forgiven. */
    search: Type.Optional(words),
    /** The first decides, the next one among equals; newest change first in the end. */
    sort: Type.Optional(Type.Array(sortSchema, { maxItems: 5 })),
    /** Rows of one value stand together. */
    groupBy: Type.Optional(column),
    /** An amount that is added up for all rows and for each group. */
    sum: Type.Optional(column),
  },
  closed,
)

export type ListView = Static<typeof listViewSchema>
export type ColumnTest = Static<typeof testSchema>
export type Condition = Static<typeof conditionSchema>
export type Bound = Static<typeof bound>
export type SortBy = Static<typeof sortSchema>

let validator: Validator | undefined

/** Everything that is wrong with a value that claims to be a view; empty when it may be asked. */
export function checkListView(value: unknown): string[] {
  validator ??= Compile(listViewSchema)
  if (!validator.Check(value))
    return [...validator.Errors(value)].slice(0, 5).map((error) => `${error.instancePath} ${error.message}`)
  const view = value as ListView
  const problems: string[] = []
  const known = (name: string): ListColumn | undefined => {
    const found = isListName(view.list) ? columnOf(view.list, name) : undefined
    if (!found) problems.push(`${view.list} has no column ${name}`)
    return found
  }
  for (const test of (view.where ?? []).flatMap(testsOf)) {
    const found = known(test.column)
    if (found && !allows(found.kind, test.is))
      problems.push(`${view.list}.${test.column} cannot be asked for what is ${test.is}`)
  }
  for (const { by } of view.sort ?? []) known(by)
  if (view.groupBy !== undefined) known(view.groupBy)
  const summed = view.sum === undefined ? undefined : known(view.sum)
  if (summed && summed.kind !== 'amount' && summed.kind !== 'number')
    problems.push(`${view.list}.${view.sum} cannot be added up`)
  return problems
}

export const testsOf = (condition: Condition): readonly ColumnTest[] =>
  'any' in condition ? condition.any : 'none' in condition ? condition.none : [condition]

/** Which tests make sense for a kind of column; what offers conditions to a person asks this. */
export function testsFor(kind: ColumnKind): readonly ColumnTest['is'][] {
  switch (kind) {
    case 'text':
      return ['containing', 'equal', 'unequal', 'one-of', 'none-of', 'empty', 'filled']
    case 'tags':
      return ['containing', 'equal', 'unequal', 'one-of', 'none-of', 'empty', 'filled']
    case 'choice':
      return ['equal', 'unequal', 'one-of', 'none-of', 'empty', 'filled']
    case 'reference':
      return ['mine', 'equal', 'unequal', 'one-of', 'none-of', 'containing', 'empty', 'filled']
    case 'boolean':
      return ['equal', 'unequal', 'empty', 'filled']
    case 'date':
    case 'instant':
    case 'number':
    case 'amount':
      return ['between', 'before', 'after', 'equal', 'unequal', 'one-of', 'none-of', 'empty', 'filled']
    default:
      return kind satisfies never
  }
}

const allows = (kind: ColumnKind, test: ColumnTest['is']) => testsFor(kind).includes(test)
