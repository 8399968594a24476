/** Northwind's files as they lie in the fixtures, and their bare cells for computations of a test's own. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { ChosenFile } from '../../shared/import/open-files.ts'

export const northwindFolder = path.resolve(import.meta.dirname, '../fixtures/northwind')

export const northwindFiles = (): ChosenFile[] =>
  readdirSync(northwindFolder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, bytes: readFileSync(path.join(northwindFolder, name)) }))

/** Split at commas only: Northwind's files have no quotation marks. First row is the heading. */
export function bareCells(name: string): Record<string, string>[] {
  const [heading = '', ...lines] = readFileSync(path.join(northwindFolder, name), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
  const names = heading.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])))
}

export const csv = (name: string, text: string): ChosenFile => ({
  name,
  bytes: new TextEncoder().encode(text),
})
