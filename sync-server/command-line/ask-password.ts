/** Asks for a password on the terminal without showing it. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { SatchelError } from '../../shared/errors.ts'

/** Throws WRONG_CREDENTIALS where there is no terminal to ask on. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new SatchelError('WRONG_CREDENTIALS', {
      message: 'Set SATCHEL_PASSWORD, or run this in a terminal.',
    })
  process.stderr.write('Password: ')
  const silent = new Writable({ write: (_, __, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
