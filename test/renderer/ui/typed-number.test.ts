import { expect, test } from 'vitest'
import {
  readBasisPoints,
  readDecimal,
  readWhole,
  writeBasisPoints,
  writeDecimal,
} from '../../../renderer/ui/typed-number.ts'

test('an amount is read in the notation of the person', () => {
  expect(readDecimal('1,234.50', 'en-US')).toBe('1234.50')
  expect(readDecimal('1.234,50', 'de-DE')).toBe('1234.50')
  expect(readDecimal('1 234,50', 'fr-FR')).toBe('1234.50')
  expect(readDecimal("1'234.50", 'de-CH')).toBe('1234.50')
})

test('the separator of another notation is a decimal point where it cannot be a group', () => {
  expect(readDecimal('10.5', 'de-DE')).toBe('10.5')
  expect(readDecimal('10,5', 'en-US')).toBe('10.5')
  expect(readDecimal('0.125', 'de-DE')).toBe('0.125')
})

test('a group separator groups', () => {
  expect(readDecimal('1.234', 'de-DE')).toBe('1234')
  expect(readDecimal('1,234', 'en-US')).toBe('1234')
  expect(readDecimal('1,234,567', 'en-US')).toBe('1234567')
})

test('numbers may begin or end with the decimal separator', () => {
  expect(readDecimal('.5', 'en-US')).toBe('0.5')
  expect(readDecimal('5.', 'en-US')).toBe('5')
})

test('what is no number is not read', () => {
  for (const typed of ['', 'ten', '1e3', '1.2.3', '--4', '5 €', '1,2,3.4.5'])
    expect(readDecimal(typed, 'en-US'), typed).toBeUndefined()
})

test('percentages are exact to the basis point and no finer', () => {
  expect(readBasisPoints('12.5', 'en-US')).toBe(1250)
  expect(readBasisPoints('19', 'en-US')).toBe(1900)
  expect(readBasisPoints('7,25', 'de-DE')).toBe(725)
  expect(readBasisPoints('0.125', 'en-US')).toBeUndefined()
  expect(readBasisPoints('-3', 'en-US')).toBeUndefined()
})

test('what is written is read back as the same', () => {
  for (const basisPoints of [0, 5, 50, 700, 725, 1250, 10_000])
    for (const locale of ['en-US', 'de-DE', 'fr-FR'])
      expect(readBasisPoints(writeBasisPoints(basisPoints, locale), locale)).toBe(basisPoints)
  expect(readDecimal(writeDecimal('1234.50', 'de-DE'), 'de-DE')).toBe('1234.50')
})

test('a quantity is a whole number', () => {
  expect(readWhole('12', 'en-US')).toBe(12)
  expect(readWhole('1,200', 'en-US')).toBe(1200)
  expect(readWhole('12.0', 'en-US')).toBe(12)
  expect(readWhole('1.5', 'en-US')).toBeUndefined()
})
