/**
 * The fonts of papers. The library writes a letter that no font has as another letter over its neighbours, so each one is
 * looked up before anything is laid out: a font that has it is loaded, and where none has, a box stands in its place.
 */
import { Font } from '@react-pdf/renderer'
import latin from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url'
import latinSemiBold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url'
import emoji from '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf?url'
import hebrew from '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf?url'
import hebrewSemiBold from '@expo-google-fonts/noto-sans-hebrew/600SemiBold/NotoSansHebrew_600SemiBold.ttf?url'
import arabic from '@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf?url'
import arabicSemiBold from '@expo-google-fonts/vazirmatn/600SemiBold/Vazirmatn_600SemiBold.ttf?url'
import type { PrintedDocument } from './document-model.ts'

/** In the order in which a letter is looked for. The library does not shape the Arabic of Noto's fonts. */
const families = [
  { family: 'Inter', regular: latin, semiBold: latinSemiBold },
  { family: 'Noto Sans Hebrew', regular: hebrew, semiBold: hebrewSemiBold },
  { family: 'Vazirmatn', regular: arabic, semiBold: arabicSemiBold },
  { family: 'Noto Emoji', regular: emoji, semiBold: emoji },
]

for (const { family, regular, semiBold } of families)
  Font.register({
    family,
    fonts: [
      { src: new URL(regular, import.meta.url).href, fontWeight: 400 },
      { src: new URL(semiBold, import.meta.url).href, fontWeight: 600 },
    ],
  })

/** Letters of Inter for what cannot be written. */
const box = '□'

export interface Writable {
  /** The document with a box for each letter that no font has. */
  printed: PrintedDocument
  /** The fonts that it needs. */
  families: string[]
  /** What the boxes stand for, each letter once; empty nearly always. */
  missingLetters: string
}

/** Rejected where a font cannot be fetched. */
export async function writable(printed: PrintedDocument): Promise<Writable> {
  const needed: string[] = []
  const texts: string[] = []
  withTexts(printed, (text) => (texts.push(text), text))
  // Of control characters the only one is the end of a line.
  const lacking = new Set(texts.join('').replace(/\p{Cc}/gu, ''))
  for (const { family } of families) {
    if (lacking.size === 0) break
    const before = lacking.size
    const has = await lettersOf(family)
    for (const letter of lacking) if (has(letter)) lacking.delete(letter)
    if (lacking.size < before) needed.push(family)
  }
  const missing = [...lacking].filter((letter) => !isUnseen(letter))
  return {
    printed: withTexts(printed, (text) =>
      lacking.size === 0
        ? text
        : Array.from(text, (letter) => (lacking.has(letter) ? (isUnseen(letter) ? '' : box) : letter)).join(
            '',
          ),
    ),
    families: needed,
    missingLetters: missing.join(''),
  }
}

/** What only tells how its neighbours are to be written. */
const isUnseen = (letter: string) => /\p{Default_Ignorable_Code_Point}/u.test(letter)

async function lettersOf(family: string): Promise<(letter: string) => boolean> {
  const descriptor = { fontFamily: family, fontWeight: 400 }
  await Font.load(descriptor)
  const font = Font.getFont(descriptor).data
  return (letter) => font?.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ?? false
}

/** The same with every text changed, but for the logo and the strokes of a signature. */
function withTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inside: unknown) => withTexts(inside, change)) as T
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]: [string, unknown]) => [
      key,
      key === 'logo' || key === 'path' ? inside : withTexts(inside, change),
    ]),
  ) as T
}
