/** Names and telephone numbers as they are in the world; programs that mind them lose customers. */

export const hardNames = [
  "O'Brien & Söhne d'Été",
  '🚀 Rakete 👩‍👩‍👧',
  'شركة النور للتجارة',
  'חברת השמש בע"מ',
  '日本電気株式会社',
  'Zoe\u0301 Łódź',
  `Gesellschaft ${'für sehr lange Namen '.repeat(20)}`.slice(0, 299) + '.',
] as const

/** A word of each name, as somebody would search for it. */
export const wordsOfHardNames = [
  'obrien',
  'rakete',
  'النور',
  'השמש',
  '日本電気',
  'lodz',
  'gesellschaft',
] as const

/** Of ten countries, as people there write them, and the end that somebody would search by. */
export const phonesOfTenCountries = [
  ['+49 (0)30 0074321', '0074321'],
  ['(171) 555-7788', '5557788'],
  ['+1 503 555 7555 ext. 12', '503 555 7555'],
  ['01 42.34.22.66', '42342266'],
  ['+34 91 745 6200', '917456200'],
  ['08-123 456 78', '12345678'],
  ['+81 3-3224-5000', '3224-5000'],
  ['(02) 201 24 67', '2012467'],
  ['+55 11 5555-9482', '55559482'],
  ['+91 98765 43210', '9876543210'],
] as const
