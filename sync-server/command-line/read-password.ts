/** Asks for a password without showing it; takes a line where standard input is no terminal. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export async function readPassword(): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write('Password: ')
  // The line editor echoes what is typed to its output: it gets one that swallows it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal })
  try {
    const { value } = await lines[Symbol.asyncIterator]().next()
    return typeof value === 'string' ? value : ''
  } finally {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
  }
}
