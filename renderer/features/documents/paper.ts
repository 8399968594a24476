/** What a locale decides about a paper beside its numbers and dates: its size, and whether its scripts fit. */
export type PaperSize = 'A4' | 'LETTER'

/** The regions of Unicode's CLDR that use US Letter; all others use A4. */
const letterRegions = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))
/** The scripts that dates and amounts are written in, between words of a language from left to right. */
const scripts = new Set(['Latn', 'Cyrl', 'Grek'])

export function paperSizeOf(locale: string): PaperSize {
  return letterRegions.has(new Intl.Locale(locale).maximize().region ?? '') ? 'LETTER' : 'A4'
}

/**
 * The locale for dates and amounts on paper: the given one, or English of its region where its script
 * does not go with the words (Arabic digits, Japanese month names).
 */
export function printableLocale(locale: string): string {
  const { script = '', region } = new Intl.Locale(locale).maximize()
  if (scripts.has(script)) return locale
  return region ? `en-${region}` : 'en'
}
