/**
 * Who may be in the book already: compares what is typed with the customers and leads of this device. An equal
 * email address or phone number says it for sure; a name may be spelt in another way.
 */
import { useEffect, useState } from 'react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import { fold } from '../../../shared/lists/fold.ts'
import { findRecords, searchRecords } from '../../data/index.ts'

export type Known = 'customers' | 'leads'
export type Likeness = 'email' | 'phone' | 'name'

export interface Duplicate {
  collection: Known
  id: string
  title: string
  likeness: Likeness
}

export interface Identity {
  name: string
  company: string
  emails: readonly string[]
  phones: readonly string[]
}

/** The last nine digits: with or without country code, a number is the same one. */
const phoneKey = (phone: string) => phone.replace(/\D/g, '').slice(-9)
const isPhone = (key: string) => key.length >= 6
const emailKey = (email: string) => email.trim().toLowerCase()

export function identityOf(record: Readonly<Record<string, unknown>>): Identity {
  const text = (name: string) => {
    const value = record[name]
    return typeof value === 'string' ? value : ''
  }
  const contacts = Array.isArray(record['contacts']) ? (record['contacts'] as Partial<Customer>[]) : []
  return {
    name: text('name'),
    company: text('company'),
    emails: [text('email'), ...contacts.map(({ email }) => email ?? '')].map(emailKey).filter(Boolean),
    phones: [text('phone'), ...contacts.map(({ phone }) => phone ?? '')].map(phoneKey).filter(isPhone),
  }
}

/** How alike two are; undefined when nothing says so. */
export function likenessOf(a: Identity, b: Identity): Likeness | undefined {
  if (a.emails.some((email) => b.emails.includes(email))) return 'email'
  if (a.phones.some((phone) => b.phones.includes(phone))) return 'phone'
  const names = (one: Identity) => [one.name, one.company].map(nameKey).filter((key) => key.length > 2)
  const others = names(b)
  return names(a).some((name) => others.some((other) => isSimilar(name, other))) ? 'name' : undefined
}

/** Without accents, legal forms and signs. */
const nameKey = (name: string) =>
  fold(name)
    .replaceAll('.', '')
    .replace(
      /\b(gmbh|inc|llc|ltd|corp|co|company|ag|kg|sa|sarl|bv|nv|oy|ab|as|plc|limited|gesellschaft)\b/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The same words, each equal or one slip in five letters apart. */
export function isSimilar(a: string, b: string): boolean {
  if (a === b) return true
  const [words, others] = [a.split(' '), b.split(' ')]
  return (
    words.length === others.length && words.every((word, index) => isSimilarWord(word, others[index] ?? ''))
  )
}

function isSimilarWord(a: string, b: string): boolean {
  const allowed = Math.floor(Math.max(a.length, b.length) / 5)
  return a === b || (Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed)
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

const ranks: Record<Likeness, number> = { email: 0, phone: 1, name: 2 }
const candidates = 12
const shown = 3

/** The likeliest first. `self` is left out, and so is what was merged into another record. */
async function findDuplicates(identity: Identity, self: string | undefined): Promise<Duplicate[]> {
  const questions = [identity.name, identity.company, ...identity.emails, ...identity.phones]
  const asked = questions.filter((question) => question.trim().length > 2)
  const collections = ['customers', 'leads'] as const satisfies readonly CollectionName[]
  const answers = await Promise.all(
    asked.map((question) => searchRecords(question, { collections, limit: candidates })),
  )
  const ids = new Map<Known, Set<string>>(collections.map((collection) => [collection, new Set<string>()]))
  for (const { collection, id } of answers.flat()) if (id !== self) ids.get(collection as Known)?.add(id)
  const found = await Promise.all(
    collections.map(async (collection) => {
      const wanted = [...(ids.get(collection) ?? [])]
      if (wanted.length === 0) return []
      const records: readonly (Customer | Lead)[] = await findRecords(collection, {
        selector: { id: { $in: wanted } },
      })
      return records
        .filter(({ mergedInto }) => !mergedInto)
        .flatMap((record) => {
          const likeness = likenessOf(identity, identityOf(record))
          return likeness ? [{ collection, id: record.id, title: titleOf(record), likeness }] : []
        })
    }),
  )
  return found
    .flat()
    .sort((a, b) => ranks[a.likeness] - ranks[b.likeness])
    .slice(0, shown)
}

const titleOf = (record: Customer | Lead) =>
  'company' in record && record.company ? `${record.name}, ${record.company}` : record.name

const pause = 300

/** Looked for a moment after each change of what is typed. */
export function useDuplicates(
  draft: Readonly<Record<string, unknown>> | undefined,
  self: string | undefined,
): readonly Duplicate[] {
  const key = draft && JSON.stringify(identityOf(draft))
  const [answered, setAnswered] = useState<{ key: string; found: Duplicate[] }>()
  useEffect(() => {
    if (key === undefined) return undefined
    let isOver = false
    const timer = setTimeout(() => {
      void findDuplicates(JSON.parse(key) as Identity, self).then((found) => {
        if (!isOver) setAnswered({ key, found })
      })
    }, pause)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [key, self])
  return answered && key !== undefined ? answered.found : []
}
