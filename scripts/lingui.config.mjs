/**
 * Where the words are and in which languages. A language is there when its catalog is: `renderer/words/catalogs/it.po`
 * is all that Italian needs.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { extractor } from '@lingui/cli/api'
import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'
import { sharedWordsExtractor } from './shared-words-extractor.mjs'

const locales = readdirSync(new URL('../renderer/words/catalogs', import.meta.url))
  .filter((name) => name.endsWith('.po'))
  .map((name) => name.slice(0, -'.po'.length))

export default defineConfig({
  rootDir: path.resolve(import.meta.dirname, '..'),
  sourceLocale: 'en',
  locales,
  catalogs: [
    {
      path: '<rootDir>/renderer/words/catalogs/{locale}',
      include: ['<rootDir>/renderer', '<rootDir>/shared', '<rootDir>/sync-server'],
    },
  ],
  extractors: [sharedWordsExtractor, extractor],
  // Lines would change with every edit of a source.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
})
