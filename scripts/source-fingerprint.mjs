/** Tells whether `out/` was built from the sources as they are now. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
export const stampFile = path.join(root, 'out/.built-from')

const folders = ['shared', 'main', 'renderer', 'scripts']
const files = ['package-lock.json', 'package.json']

/** A hash over the names and contents of everything the build reads. */
export async function sourceFingerprint() {
  const names = [...files]
  for (const folder of folders) {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })
    for (const entry of entries)
      if (entry.isFile()) names.push(path.relative(root, path.join(entry.parentPath, entry.name)))
  }
  const hash = createHash('sha256')
  for (const name of names.sort()) hash.update(name).update(await readFile(path.join(root, name)))
  return hash.digest('hex')
}

export async function isBuilt() {
  const stamp = await readFile(stampFile, 'utf8').catch(() => undefined)
  return stamp !== undefined && stamp === (await sourceFingerprint())
}
