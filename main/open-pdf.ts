/**
 * Shows a PDF in the program that the computer has for them. The page names it and hands its bytes over;
 * nothing but a PDF is ever written, so that no page can start a program with it.
 */
import { app, shell } from 'electron'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SatchelError } from '../shared/errors.ts'
import type { Log } from './log.ts'

let folder: Promise<string> | undefined

/** `name` is a file name that ends in .pdf. */
export async function openPdf(name: string, bytes: Buffer, log: Log): Promise<void> {
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-')
    throw new SatchelError('INVALID_REQUEST', { message: 'Only PDFs are opened.' })
  let problem: unknown
  try {
    folder ??= folderOfThisRun()
    const file = path.join(await folder, name)
    await writeFile(file, bytes, { mode: 0o600 })
    problem = await shell.openPath(file)
  } catch (error) {
    problem = error
  }
  if (!problem) return
  log.error('a document was not opened', problem)
  throw new SatchelError('FILE_NOT_OPENED')
}

async function folderOfThisRun(): Promise<string> {
  const made = await mkdtemp(path.join(app.getPath('temp'), 'satchel-'))
  app.once('will-quit', () => rmSync(made, { recursive: true, force: true }))
  return made
}
