/** Folders that a test may fill; they are gone when the test, or the file's tests, are over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder and how to remove it, for code that runs outside a test, such as `beforeAll`. */
export function makeTempFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'satchel-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** An empty folder that is removed when the running test ends. */
export function tempFolder(): string {
  const { folder, remove } = makeTempFolder()
  onTestFinished(remove)
  return folder
}
