/** `satchel-server`: what an administrator does on the server's machine. The embedded store must be free. */
import { Command, InvalidArgumentError } from 'commander'
import { SatchelError, remedyOf } from '../../shared/errors.ts'
import { roles } from '../../shared/roles.ts'
import type { Role } from '../../shared/roles.ts'
import { readConfig } from '../config.ts'
import { openServices } from '../services.ts'
import { openStore } from '../store/open-store.ts'
import { readPassword } from './read-password.ts'

interface UserOptions {
  name: string
  email: string
  role: Role
  team: string[]
}

function role(value: string): Role {
  const known = roles.find((one) => one === value)
  if (!known) throw new InvalidArgumentError(`Choose one of ${roles.join(', ')}.`)
  return known
}

async function addUser({ name, email, role: given, team }: UserOptions) {
  const config = readConfig(process.env)
  const password = process.env['SATCHEL_PASSWORD'] || (await readPassword())
  const store = await openStore({ couchdbUrl: config.couchdbUrl, dataFolder: config.dataFolder })
  const services = await openServices({
    store,
    onError: (error) => console.error(error),
    takesUpCalls: false,
  })
  try {
    const user = await services.people.create({
      name,
      email,
      password,
      role: given,
      teamIds: team,
      leadsTeamIds: [],
    })
    console.log(`${user.email} can sign in now (${user.role}, id ${user.id}).`)
  } finally {
    await services.close()
    await store.close()
  }
}

const program = new Command('satchel-server').description('Administers a Satchel server.')
program
  .command('user')
  .description('users of the company')
  .command('add')
  .description('adds a user; the password is read from SATCHEL_PASSWORD or asked for')
  .requiredOption('--name <name>')
  .requiredOption('--email <address>')
  .requiredOption('--role <role>', roles.join(', '), role)
  .option('--team <id...>', 'ids of the teams the user belongs to', [])
  .action(addUser)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof SatchelError)) throw error
  console.error(`${error.message} ${remedyOf(error.error.code)} (${error.error.code})`)
  process.exitCode = 1
}
