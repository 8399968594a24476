/** The words of a language as its catalog has them, for tests: source, translation, and where it is used. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { formatter } from '@lingui/format-po'

const folder = path.resolve(import.meta.dirname, '../../renderer/words/catalogs')

export interface CatalogEntry {
  source: string
  translation: string
  context: string | undefined
  obsolete: boolean
}

export const catalogLanguages: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.po'))
  .map((name) => name.slice(0, -'.po'.length))

export async function readCatalog(language: string): Promise<CatalogEntry[]> {
  const filename = path.join(folder, `${language}.po`)
  const catalog = await formatter().parse(readFileSync(filename, 'utf8'), {
    locale: language,
    sourceLocale: 'en',
    filename,
  })
  return Object.values(catalog).map(({ message = '', translation = '', context, obsolete = false }) => ({
    source: message,
    translation,
    context,
    obsolete,
  }))
}
