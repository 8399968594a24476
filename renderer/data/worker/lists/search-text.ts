/**
 * What can be searched for in a record, and how words are cut. The same record always gives the same words:
 * taking one out of the index relies on it.
 */
import type { Fields } from '../../../../shared/entities/fields.ts'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import { fold } from '../../../../shared/lists/fold.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'

export interface SearchText {
  id: string
  title: string
  /** Addresses, numbers and keys. */
  keys: string
  /** Everything else that somebody wrote. */
  text: string
}

/** A long note is searched in its beginning. */
const longest = 2_000
/** Marks a telephone number written without anything between its digits. */
const phoneMark = '#'
/** People leave out the country and the leading zero: the last digits are what is searched for. */
const phoneEnds = [7, 8, 9, 10]

const keyNames = new Set(['importKey', 'number', 'provisionalNumber', 'sku'])
const ignored = new Set(['id', 'revision', 'lastCall', 'currency'])

export function searchTextOf(collection: CollectionName, row: ListRow): SearchText {
  const entity = entityOf(collection)
  const keys: string[] = []
  const text: string[] = []
  collect(entity.fields, row, keys, text)
  return {
    id: row.id,
    title: entity.title(row),
    keys: keys.join(' '),
    text: text.join(' '),
  }
}

function collect(fields: Fields, values: object, keys: string[], text: string[]) {
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = (values as Record<string, unknown>)[name]
    if (value === undefined || value === '' || ignored.has(name)) continue
    switch (field.kind) {
      case 'email':
      case 'url':
        keys.push(value as string)
        break
      case 'phone':
        keys.push(value as string, ...phoneWords(value as string))
        break
      case 'text':
      case 'multiline':
        if (keyNames.has(name)) keys.push(value as string)
        else text.push((value as string).slice(0, longest))
        break
      case 'tags':
        text.push(...(value as string[]))
        break
      case 'object':
        collect(field.fields ?? {}, value as object, keys, text)
        break
      case 'list':
        for (const item of value as object[]) collect(field.fields ?? {}, item, keys, text)
        break
      default:
    }
  }
}

/** An extension belongs to no number that somebody searches by. */
const extension = /\s*(?:ext|extn|extension|x|int|poste|durchwahl|dw)\.?\s*\d{1,6}$/i

function phoneWords(phone: string): string[] {
  const digits = digitsOf(phone.replace(extension, ''))
  const ends = phoneEnds.filter((length) => length < digits.length).map((length) => digits.slice(-length))
  return [digits, ...ends].map((word) => phoneMark + word)
}

const digitsOf = (phone: string) => phone.replace(/\D/g, '').replace(/^0+/, '')

/** Of a query that may be a telephone number: the word to look for. */
export function phoneWordOf(query: string): string | undefined {
  if (!/^[\d\s+()./-]+$/.test(query)) return undefined
  const digits = digitsOf(query)
  return digits.length >= 4 ? phoneMark + digits : undefined
}

const between = /[^\p{L}\p{N}#]+/u

const apostrophes = /(?<=\p{L})['’ʼ](?=\p{L})/gu
const withApostrophe = /\p{L}+(?:['’ʼ]\p{L}+)+/gu

/** The words under which a text is found: O'Brien also without what stands in it, as many write it. */
export function wordsOf(text: string): string[] {
  const words = wordsIn(text)
  if (!/['’ʼ]/.test(text)) return words
  for (const [word] of fold(text).matchAll(withApostrophe)) words.push(word.replaceAll(apostrophes, ''))
  return words
}

/** Folded words; a number with leading zeros is also a word without them. */
export function wordsIn(text: string): string[] {
  const words: string[] = []
  for (const word of fold(text).split(between)) {
    if (word === '') continue
    words.push(word)
    if (/^0+[1-9]\d*$/.test(word)) words.push(word.replace(/^0+/, ''))
  }
  return words
}
