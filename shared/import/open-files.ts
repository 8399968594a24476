/** Several chosen files at once: each is read and recognised, or there is one clear reason why not. */
import type { CodedError } from '../errors.ts'
import { recogniseKind, suggestMapping } from './mapping.ts'
import { fileError, readCsv } from './read-csv.ts'
import type { ImportFile } from './read-rows.ts'

export interface ChosenFile {
  name: string
  bytes: Uint8Array
}

export interface OpenedFiles {
  files: ImportFile[]
  errors: CodedError[]
}

/** Mappings are the suggested ones. A file whose kind nobody can tell is an error. */
export function openFiles(chosen: readonly ChosenFile[]): OpenedFiles {
  const opened: OpenedFiles = { files: [], errors: [] }
  for (const { name, bytes } of chosen) {
    const result = readCsv(name, bytes)
    if (!result.ok) {
      opened.errors.push(result.error)
      continue
    }
    const kind = recogniseKind(name, result.table.headers)
    if (kind) opened.files.push({ table: result.table, mapping: suggestMapping(kind, result.table.headers) })
    else
      opened.errors.push(
        fileError(
          'unknown-kind',
          `${name}: its headings do not tell what it holds. Name it after that, such as customers.csv.`,
        ),
      )
  }
  return opened
}
