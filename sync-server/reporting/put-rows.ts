/**
 * Puts the rows of documents in place, and takes them away. A reference whose target is not there is null, and
 * `awaited_references` keeps which id it means: documents come in any order, and what they name may be deleted.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { decimalsOf } from '../../shared/money.ts'
import { schemaName } from './sql-database.ts'
import type { SqlConnection } from './sql-database.ts'
import { projected, referencesTo } from './tables.ts'
import type { Row, Table } from './tables.ts'

const inSchema = (table: string) => `${schemaName}.${table}`
const awaited = inSchema('awaited_references')
/** The ids of a JSON array that is the parameter of this number. */
const ids = (parameter: number) => `any (array(select jsonb_array_elements_text($${parameter}::jsonb)::uuid))`

/** Codes that are there already stay as they are. */
export async function putCurrencies(
  connection: SqlConnection,
  codes: Iterable<string>,
  decimals: (code: string) => number,
): Promise<void> {
  const rows = [...new Set(codes)].map((code) => ({ code, decimals: decimals(code) }))
  if (rows.length > 0)
    await connection.query(
      `insert into ${inSchema('currencies')}
       select code, decimals from jsonb_populate_recordset(null::${inSchema('currencies')}, $1::jsonb)
       on conflict (code) do nothing`,
      [toJson(rows)],
    )
}

/** Each document once; whatever rows it had before are replaced. */
export async function putDocuments(
  connection: SqlConnection,
  collection: CollectionName,
  documents: readonly AnyDocument[],
): Promise<void> {
  const [main, ...lists] = projected.get(collection) ?? []
  if (!main) return
  const documentIds = JSON.stringify(documents.map(({ id }) => id))
  await forget(connection, collection, [main, ...lists], documentIds)
  const rows = documents.flatMap(main.rows)
  const others = documents.filter((document) => main.rows(document).length === 0)
  if (others.length > 0)
    await removeDocuments(
      connection,
      collection,
      others.map(({ id }) => id),
    )
  if (rows.length === 0) return
  const listed = lists.map((table) => ({ table, rows: documents.flatMap(table.rows) }))
  await putCurrencies(connection, currenciesIn([{ table: main, rows }, ...listed]), decimalsOf)
  await insert(connection, main, rows)
  for (const { table, rows: own } of listed) {
    await connection.query(`delete from ${inSchema(table.name)} where ${table.key} = ${ids(1)}`, [
      documentIds,
    ])
    if (own.length > 0) await insert(connection, table, own)
  }
  await meet(connection, main.name, documentIds)
}

/** Ids that have no rows are no error. */
export async function removeDocuments(
  connection: SqlConnection,
  collection: CollectionName,
  documentIds: readonly string[],
): Promise<void> {
  const [main, ...lists] = projected.get(collection) ?? []
  if (!main) return
  const all = JSON.stringify(documentIds)
  await forget(connection, collection, [main, ...lists], all)
  const there = await connection.query(`select id from ${inSchema(main.name)} where id = ${ids(1)}`, [all])
  const leaving = JSON.stringify(there.rows.map(([id]) => id))
  if (there.rows.length === 0) return
  // What goes together with others that go awaits nothing.
  for (const { table, column } of referencesTo.get(main.name) ?? [])
    await connection.query(
      `insert into ${awaited} (table_name, row_id, position, column_name, target_table, target_id)
       select $2, ${table.key}, ${positionOf(table)}, $3, $4, ${column}
       from ${inSchema(table.name)}
       where ${column} = ${ids(1)}${table === main ? ` and not id = ${ids(1)}` : ''}`,
      [leaving, table.name, column, main.name],
    )
  // Foreign keys make the references null and take the rows of lists along.
  await connection.query(`delete from ${inSchema(main.name)} where id = ${ids(1)}`, [leaving])
}

const positionOf = (table: Table) => (table.key === 'id' ? '0' : 'position')

/** What these documents were waiting for, and that one of them could not be projected. */
async function forget(
  connection: SqlConnection,
  collection: CollectionName,
  tables: readonly Table[],
  documentIds: string,
) {
  await connection.query(
    `delete from ${awaited} where row_id = ${ids(1)} and table_name = any (array(select jsonb_array_elements_text($2::jsonb)))`,
    [documentIds, JSON.stringify(tables.map(({ name }) => name))],
  )
  await connection.query(
    `delete from ${inSchema('unprojected_documents')} where id = ${ids(1)} and collection = $2`,
    [documentIds, collection],
  )
}

const currenciesIn = (filled: readonly { table: Table; rows: readonly Row[] }[]): string[] =>
  filled.flatMap(({ table, rows }) => {
    const names = table.columns.filter(({ isCurrency }) => isCurrency).map(({ name }) => name)
    return rows.flatMap((row) => names.flatMap((name) => (row[name] as string | undefined) ?? []))
  })

/** With references where their targets are; the others are noted down. */
async function insert(connection: SqlConnection, table: Table, rows: readonly Row[]) {
  const name = inSchema(table.name)
  const columns = table.columns.map((column) => column.name)
  const references = table.columns.filter((column) => column.references !== undefined)
  const values = table.columns.map((column) =>
    column.references === undefined
      ? `given.${column.name}`
      : `(select target.id from ${inSchema(column.references)} as target where target.id = given.${column.name})`,
  )
  const given = `jsonb_populate_recordset(null::${name}, $1::jsonb) as given`
  const updates = columns
    .filter((column) => column !== 'id')
    .map((column) => `${column} = excluded.${column}`)
  const onConflict = table.key === 'id' ? ` on conflict (id) do update set ${updates.join(', ')}` : ''
  const json = toJson(rows)
  await connection.query(
    `insert into ${name} (${columns.join(', ')}) select ${values.join(', ')} from ${given}${onConflict}`,
    [json],
  )
  if (references.length === 0) return
  const position = table.key === 'id' ? '0' : 'given.position'
  const named = references.map(
    (column) =>
      `select '${table.name}', given.${table.key}, ${position}, '${column.name}', '${column.references}', given.${column.name}
       from ${given} join ${name} as kept on ${keyMatches(table, 'kept', 'given')}
       where given.${column.name} is not null and kept.${column.name} is null`,
  )
  await connection.query(
    `insert into ${awaited} (table_name, row_id, position, column_name, target_table, target_id)
     ${named.join(' union all ')}`,
    [json],
  )
}

const keyMatches = ({ key }: Table, one: string, other: string) =>
  key === 'id'
    ? `${one}.id = ${other}.id`
    : `${one}.${key} = ${other}.${key} and ${one}.position = ${other}.position`

/** Sets the references that waited for these rows. */
async function meet(connection: SqlConnection, target: string, documentIds: string) {
  const waiting = await connection.query(
    `select distinct table_name, column_name from ${awaited} where target_table = $2 and target_id = ${ids(1)}`,
    [documentIds, target],
  )
  if (waiting.rows.length === 0) return
  for (const { table, column } of referencesTo.get(target) ?? [])
    if (waiting.rows.some(([name, of]) => name === table.name && of === column))
      await connection.query(
        `update ${inSchema(table.name)} as waits set ${column} = meant.target_id
         from ${awaited} as meant
         where meant.target_table = $2 and meant.target_id = ${ids(1)} and meant.table_name = '${table.name}'
           and meant.column_name = '${column}' and meant.row_id = waits.${table.key}
           and meant.position = ${table.key === 'id' ? '0' : 'waits.position'}`,
        [documentIds, target],
      )
  await connection.query(`delete from ${awaited} where target_table = $2 and target_id = ${ids(1)}`, [
    documentIds,
    target,
  ])
}

/** As jsonb takes it: no NUL, no half of a surrogate pair. */
const toJson = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value,
  )
