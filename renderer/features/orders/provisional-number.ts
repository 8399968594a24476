/**
 * The number an order carries from the moment it is written, long before the office gives it an official
 * one: `AB-260503-7K4FQ`, the writer's initials, the day, and five characters of the order's own id.
 *
 * No device asks another for it. The last part comes from the random end of the order's UUID (25 bits), so
 * two orders that one person writes on one day share a number about once in 33 million pairs, and the same
 * order always gets the same number, however often it is saved again.
 */

/** Crockford's alphabet: without I, L, O and U, so that it can be read out over the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** @param day the order date, `2026-05-03` @param id the order's UUID */
export function provisionalNumber(name: string, day: string, id: string): string {
  return `${initialsOf(name)}-${day.slice(2).replaceAll('-', '')}-${shortId(id)}`
}

/** First letters of the first and last name, without accents; a single name gives its first two letters. */
function initialsOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .match(/\p{Letter}+/gu)
  if (!words) return 'X'
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  return words.length === 1 ? first.slice(0, 2) : first.slice(0, 1) + last.slice(0, 1)
}

function shortId(id: string): string {
  let bits = Number.parseInt(id.replaceAll('-', '').slice(-8), 16)
  let short = ''
  for (let digit = 0; digit < 5; digit++) {
    short = alphabet.charAt(bits % 32) + short
    bits = Math.floor(bits / 32)
  }
  return short
}
