/** What is written in shared code, said in the language of the screen. */
import { i18n } from '@lingui/core'
import { afterEach, describe, expect, it } from 'vitest'
import { coded } from '../../../shared/errors.ts'
import { english, phrase, said } from '../../../shared/phrase.ts'
import { documentWords } from '../../../renderer/features/documents/document-kinds.ts'
import { calendarOf } from '../../../renderer/words/calendar.ts'
import {
  directionOf,
  languages,
  localeFor,
  nameOfLanguage,
  speak,
} from '../../../renderer/words/languages.ts'
import { messageOf, remedyFor, word } from '../../../renderer/words/say.ts'

afterEach(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const units = phrase('{count, plural, one {# unit} other {# units}}', { count: 1 })

describe('a phrase', () => {
  it('is plain English with its values put in', () => {
    expect(english(units)).toBe('1 unit')
    expect(english({ ...units, values: { count: 3 } })).toBe('3 units')
    expect(english(phrase('{units} cost {price}', { units, price: { amount: 1250, currency: 'EUR' } }))).toBe(
      '1 unit cost €12.50',
    )
  })
  it('leaves a value that is missing visible', () => {
    expect(english(phrase('Order {number}'))).toBe('Order {number}')
  })
  it('travels as a message with its words beside it', () => {
    expect(said('Order {number} is sent.', { number: 7 })).toEqual({
      message: 'Order 7 is sent.',
      phrase: { text: 'Order {number} is sent.', values: { number: 7 } },
    })
  })
})

describe('the language', () => {
  it('is the one that was chosen, else the first wish that there is, else English', () => {
    const there = ['en', 'de', 'fr']
    expect(localeFor('fr', ['de-AT'], there)).toEqual({ language: 'fr', format: 'fr' })
    expect(localeFor('system', ['it', 'de-AT', 'en'], there)).toEqual({ language: 'de', format: 'de-AT' })
    expect(localeFor('system', ['ja'], there)).toEqual({ language: 'en', format: 'en' })
    expect(localeFor('gone', ['de'], there)).toEqual({ language: 'de', format: 'de' })
  })
  it('is there when its catalog is, under the name its speakers give it', () => {
    expect(languages.slice(0, 1)).toEqual(['en'])
    expect(languages.map(nameOfLanguage)).toEqual(
      expect.arrayContaining(['English', 'Deutsch', 'Français', 'Español']),
    )
    expect(directionOf('ar')).toBe('rtl')
    expect(directionOf('de')).toBe('ltr')
  })
  it('says labels, errors and remedies', async () => {
    await speak('de', [])
    expect(messageOf(coded('SETUP_DONE'))).not.toBe(coded('SETUP_DONE').message)
    expect(remedyFor(coded('SETUP_DONE'))).toBe('Melden Sie sich stattdessen an.')
    expect(word('Customer')).toBe('Kunde')
  })
  it('says what it has no words for as it came', async () => {
    await speak('de', [])
    expect(messageOf({ message: 'A sentence of a newer server.' })).toBe('A sentence of a newer server.')
  })
  it('is that of the papers that are printed', async () => {
    await speak('fr', [])
    expect(documentWords('invoice').title).toBe('Facture')
    expect(documentWords('quote').save).toBe('Enregistrer le devis en PDF')
  })
  it('says sentences of the office with amounts as it writes them', async () => {
    await speak('de', [])
    const price = { amount: 125_000, currency: 'EUR' }
    expect(
      messageOf(said('{item} of order {order} costs {price}.', { item: 'Tee', order: '7', price })),
    ).toBe('Tee in Auftrag 7 kostet 1.250,00\u00a0€.')
  })
  it('brings the names of its months and the start of its week', () => {
    expect(calendarOf('de')).toMatchObject({ locale: 'de', firstDayOfWeek: 1 })
    expect(calendarOf('en-US').firstDayOfWeek).toBe(0)
  })
})
