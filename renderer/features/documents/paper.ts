/** What a locale decides about a paper beside its numbers and dates: its size, and whether its letters are there. */
export type PaperSize = 'A4' | 'LETTER'

/** The regions of Unicode's CLDR that use US Letter; all others use A4. */
const letterRegions = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))
/** The scripts that Inter has. */
const scripts = new Set(['Latn', 'Cyrl', 'Grek'])

export function paperSizeOf(locale: string): PaperSize {
  return letterRegions.has(new Intl.Locale(locale).maximize().region ?? '') ? 'LETTER' : 'A4'
}

/**
 * The locale for dates and amounts on paper: the given one, or English of its region where the font cannot
 * write its script (Arabic digits, Japanese month names).
 */
export function printableLocale(locale: string): string {
  const { script = '', region } = new Intl.Locale(locale).maximize()
  if (scripts.has(script)) return locale
  return region ? `en-${region}` : 'en'
}

/** Letters of scripts that Inter lacks, and pictures. */
const unwritable =
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]|\p{Emoji_Presentation}/gu

/** The letters of a text that the font does not have, each once. */
export const unprintable = (text: string): string => [...new Set(text.match(unwritable) ?? [])].join('')
