/**
 * `npm run sql`: brings the relational read model up to date and answers one SQL statement that only reads.
 * Ends with 1 when the statement is wrong, 2 when store or database cannot be had. The embedded store must be
 * free; with CouchDB the servers go on working.
 */
import path from 'node:path'
import { Command, Option } from 'commander'
import { SatchelError, remedyOf } from '../../shared/errors.ts'
import { readConfig } from '../config.ts'
import { asCsv, asJson, asTable, ask } from '../reporting/ask.ts'
import { project } from '../reporting/projector.ts'
import { openSql, schemaName, SqlError } from '../reporting/sql-database.ts'
import { openStore } from '../store/open-store.ts'

interface Options {
  rebuild?: boolean
  format: 'table' | 'csv' | 'json'
}

const writers = { table: asTable, csv: asCsv, json: asJson }

/** Of the tables and views, for who does not know what to ask. */
const overview = `
  select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind,
    obj_description(c.oid) as holds
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = '${schemaName}' and c.relkind in ('r', 'v')
  order by 2, 1`

async function run(statement: string | undefined, { rebuild = false, format }: Options) {
  const { couchdbUrl, dataFolder, databaseUrl } = readConfig(process.env)
  const store = await openStore({ couchdbUrl, dataFolder })
  try {
    const sql = await openSql({ databaseUrl, folder: path.join(dataFolder, 'reporting'), afresh: rebuild })
    try {
      const { documents, rebuilt } = await project({ store, sql, rebuild })
      // Standard output is for the answer alone.
      console.error(
        `${sql.name}: ${documents} documents ${rebuilt ? 'in new tables' : 'since the last time'}.`,
      )
      console.log(writers[format](await ask(sql, statement ?? overview)))
    } finally {
      await sql.close()
    }
  } finally {
    await store.close()
  }
}

const command = new Command('npm run sql --')
  .description('Answers a SQL statement about the company; see docs/database.md.')
  .argument('[statement]', 'one statement that only reads; without one, which tables there are')
  .option('--rebuild', 'drop the tables and build them from the documents')
  .addOption(
    new Option('--format <format>', 'how to write the answer').choices(Object.keys(writers)).default('table'),
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(run)

try {
  await command.parseAsync()
} catch (error) {
  if (error instanceof SqlError) {
    console.error(`${error.message}${error.at === undefined ? '' : ` (at character ${error.at})`}`)
    process.exitCode = 1
  } else if (error instanceof SatchelError) {
    console.error(`${error.message} ${remedyOf(error.error.code)} (${error.error.code})`)
    process.exitCode = 2
  } else throw error
}
