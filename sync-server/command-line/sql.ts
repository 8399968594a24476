/**
 * `npm run sql`: brings the relational read model up to date and answers one SQL statement that only reads.
 * Ends with 1 when the statement is wrong, 2 when store or database cannot be had. The embedded store must be
 * free; a server that runs on it is asked with `--server`, which reads everything anew.
 */
import path from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { SatchelError, remedyOf } from '../../shared/errors.ts'
import { readConfig } from '../config.ts'
import { asCsv, asJson, asTable, ask } from '../reporting/ask.ts'
import { project } from '../reporting/projector.ts'
import { openSql, schemaName, SqlError } from '../reporting/sql-database.ts'
import type { SqlOptions } from '../reporting/sql-database.ts'
import { projected } from '../reporting/tables.ts'
import type { ReadableStore } from '../reporting/projector.ts'
import { openStore } from '../store/open-store.ts'
import { readPassword } from './read-password.ts'
import { serverFeed } from './server-feed.ts'
import { signInToServer } from './server-session.ts'

interface Options {
  rebuild?: boolean
  server?: string
  email?: string
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

const run = (statement: string | undefined, options: Options) =>
  options.server === undefined ? askFolder(statement, options) : askServer(options.server, statement, options)

async function askFolder(statement: string | undefined, { rebuild = false, format }: Options) {
  const { couchdbUrl, dataFolder, databaseUrl } = readConfig(process.env)
  const store = await openStore({ couchdbUrl, dataFolder })
  try {
    const folder = path.join(dataFolder, 'reporting')
    await answer(store, { databaseUrl, folder, afresh: rebuild }, rebuild, statement, format)
  } finally {
    await store.close()
  }
}

async function askServer(server: string, statement: string | undefined, { email, format }: Options) {
  const { databaseUrl } = readConfig(process.env)
  if (email === undefined) throw new CommanderError(2, 'email', 'Say with --email as whom to sign in.')
  const password = process.env['SATCHEL_PASSWORD'] || (await readPassword())
  const session = await signInToServer(server, email, password)
  try {
    // Others see a part of the company, and sums of a part mislead.
    if (session.user.role !== 'admin')
      throw new SatchelError('FORBIDDEN', {
        message: 'Only an administrator may ask about the whole company.',
      })
    await answer(serverFeed(session, [...projected.keys()]), { databaseUrl }, true, statement, format)
  } finally {
    await session.end()
  }
}

async function answer(
  store: ReadableStore,
  where: SqlOptions,
  rebuild: boolean,
  statement: string = overview,
  format: Options['format'],
) {
  const sql = await openSql(where)
  try {
    const { documents, rebuilt } = await project({ store, sql, rebuild })
    // Standard output is for the answer alone.
    console.error(`${sql.name}: ${documents} documents ${rebuilt ? 'in new tables' : 'since the last time'}.`)
    console.log(writers[format](await ask(sql, statement)))
  } finally {
    await sql.close()
  }
}

const command = new Command('npm run sql --')
  .description('Answers a SQL statement about the company; see docs/database.md.')
  .argument('[statement]', 'one statement that only reads; without one, which tables there are')
  .option('--rebuild', 'drop the tables and build them from the documents')
  .option(
    '--server <address>',
    'ask a running server, such as http://127.0.0.1:4980, instead of a data folder',
  )
  .option(
    '--email <address>',
    'of an administrator, with --server; the password comes from SATCHEL_PASSWORD or is asked',
  )
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
  } else if (error instanceof CommanderError) {
    console.error(error.message)
    process.exitCode = 2
  } else if (error instanceof SatchelError) {
    console.error(`${error.message} ${remedyOf(error.error.code)} (${error.error.code})`)
    process.exitCode = 2
  } else throw error
}
