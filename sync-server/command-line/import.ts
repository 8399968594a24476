/**
 * `npm run import`: takes a company's CSV files in through the running server, as an administrator, by the
 * same code as the import screen. Ends with 0 when every row was taken, 1 when rows were refused, 2 when the
 * import could not be done at all. `imports` and `revert` list past imports and take one back.
 */
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import type { CommanderError } from 'commander'
import { v7 as uuidv7 } from 'uuid'
import type { CodedError } from '../../shared/errors.ts'
import { SatchelError } from '../../shared/errors.ts'
import { fileKinds } from '../../shared/import/file-kinds.ts'
import { errorFile, signInSheet } from '../../shared/import/import-reports.ts'
import { openFiles } from '../../shared/import/open-files.ts'
import type { ChosenFile } from '../../shared/import/open-files.ts'
import { planImport, usualOptions } from '../../shared/import/plan.ts'
import { runImport } from '../../shared/import/run-import.ts'
import type { ImportRun } from '../../shared/import/run-import.ts'
import type { ImportAnswer } from '../../shared/import/import-messages.ts'
import { listImports, revertImport } from './past-imports.ts'
import { signInToServer } from './server-session.ts'
import type { ServerSession } from './server-session.ts'
import { summaryOf } from './import-summary.ts'
import { readPassword } from './read-password.ts'

interface Options {
  server: string
  email: string
  dryRun?: boolean
  errorFile?: string
  signIns?: string
  currency: string
  emailDomain: string
}

type Sign = Pick<Options, 'server' | 'email'>

const exit = (problem: CommanderError) => process.exit(problem.exitCode === 0 ? 0 : 2)

/** A command with the options that every one of them has. */
const named = (name: string) =>
  new Command(name)
    .option('--server <address>', 'address of the sync server', 'http://127.0.0.1:4980')
    .requiredOption(
      '--email <address>',
      "an administrator's email address; the password comes from SATCHEL_PASSWORD or is asked",
    )
    .exitOverride(exit)

const command = new Command('npm run import --').exitOverride(exit)
command.addCommand(
  named('files')
    .description('Imports customers, employees, products, orders and more from CSV files.')
    .argument(
      '<files or folders...>',
      'CSV files, or folders of them; files that belong together in one call',
    )
    .option('--dry-run', 'write nothing, only say what would happen')
    .option('--error-file <file>', 'write the refused rows and their reasons here')
    .option('--sign-ins <file>', 'write the first passwords of new people here')
    .option('--currency <code>', 'of amounts whose file names none', usualOptions.currency)
    .option(
      '--email-domain <domain>',
      'for employees whose file has no email address',
      usualOptions.emailDomain,
    )
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await importFiles(paths, options)
    }),
  { isDefault: true },
)
command.addCommand(
  named('imports')
    .description('Lists past imports, the newest first.')
    .action(async (options: Sign) => {
      process.exitCode = await signedIn(options, listImports)
    }),
)
command.addCommand(
  named('revert')
    .description('Takes an import back: what it made goes, what it changed gets its former values.')
    .argument('<import>', 'its id, as `imports` lists it')
    .action(async (id: string, options: Sign) => {
      process.exitCode = await signedIn(options, (session) => revertImport(session, id))
    }),
)

try {
  await command.parseAsync()
} catch (error) {
  console.error(error instanceof SatchelError ? wordsOf(error.error) : error)
  process.exitCode = 2
}

async function signedIn(
  { server, email }: Sign,
  work: (session: ServerSession) => Promise<number>,
): Promise<number> {
  const session = await signInToServer(
    server,
    email,
    process.env['SATCHEL_PASSWORD'] || (await readPassword()),
  )
  try {
    return await work(session)
  } finally {
    await session.end()
  }
}

async function importFiles(paths: readonly string[], options: Options): Promise<number> {
  const { files, errors } = openFiles((await Promise.all(paths.map(chosenFiles))).flat())
  for (const { table, mapping } of files)
    console.log(`${table.name}: ${fileKinds[mapping.kind].label}, ${table.rows.length} rows`)
  const plan = planImport(files, options)
  const problems = [...errors, ...plan.errors]
  if (files.length === 0 && problems.length === 0)
    throw new SatchelError('INVALID_FILE', { message: 'There is no CSV file here.' })
  if (problems.length > 0) {
    for (const problem of problems) console.error(wordsOf(problem))
    return 2
  }
  const notes = plan.notes.slice(0, 20)
  for (const { file, row, message } of notes)
    console.log(`note: ${file}${row === undefined ? '' : `, row ${row}`}: ${message}`)
  if (plan.notes.length > notes.length)
    console.log(`note: and ${plan.notes.length - notes.length} more of this kind`)

  const importId = uuidv7()
  return signedIn(options, async (session) => {
    const run = await runImport(
      plan,
      (collection, request) => session.call<ImportAnswer>('POST', `/admin/import/${collection}`, request),
      {
        commit: !options.dryRun,
        importId,
        onProgress({ done, total, collection }) {
          if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} rows (${collection})\u001B[K`)
        },
      },
    )
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
    const isWritten = run.outcomes.some(({ action }) => action === 'create' || action === 'update')
    if (!options.dryRun && isWritten) console.log(`This import can be taken back: revert ${importId}`)
    return report(run, options)
  })
}

async function report(run: ImportRun, options: Options): Promise<number> {
  const refused = run.outcomes.filter(({ action }) => action === 'refused')
  console.log(summaryOf(run, options.dryRun ?? false))
  for (const { file, row, problem } of refused.slice(0, 20)) console.error(`${file}, row ${row}: ${problem}`)
  if (refused.length > 20) console.error(`and ${refused.length - 20} more refused rows`)
  if (options.errorFile) {
    await writeFile(options.errorFile, errorFile(run.outcomes))
    console.log(`Refused rows: ${options.errorFile}`)
  }
  if (run.signIns.length > 0) {
    if (options.signIns) {
      await writeFile(options.signIns, signInSheet(run.signIns), { mode: 0o600 })
      console.log(
        `First passwords of ${run.signIns.length} new people: ${options.signIns} (hand them out, then delete the file)`,
      )
    } else {
      console.log('First passwords of new people (shown once):')
      for (const { name, email, password } of run.signIns) console.log(`  ${name}  ${email}  ${password}`)
    }
  }
  if (run.stopped && run.stopped !== 'cancelled') {
    console.error(
      `Stopped: ${wordsOf(run.stopped)} Run the same command again; what was taken changes nothing.`,
    )
    return 2
  }
  return refused.length > 0 ? 1 : 0
}

async function chosenFiles(given: string): Promise<ChosenFile[]> {
  const info = await stat(given).catch(() => undefined)
  if (!info) throw new SatchelError('INVALID_FILE', { message: `There is no file or folder ${given}.` })
  if (!info.isDirectory()) return [{ name: path.basename(given), bytes: await readFile(given) }]
  const names = (await readdir(given)).filter((name) => /\.csv$/i.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(path.join(given, name)) })))
}

function wordsOf({ message, code }: CodedError): string {
  return `${message} (${code})`
}
