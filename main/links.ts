/**
 * `satchel://customers/<id>` links, from mails and other programs. A link only names a page of the app; anything
 * that is not words, digits and dashes is ignored.
 */
import { startPage } from './origin.ts'

export const linkScheme = 'satchel'

/** The page that a link among these words (a command line, or one address) means; undefined without one. */
export function pageOfLink(words: readonly string[]): string | undefined {
  const link = words.find((word) => word.startsWith(`${linkScheme}://`))
  const path = link?.slice(`${linkScheme}://`.length).replace(/\/$/, '')
  return path && path.length <= 200 && /^[\w-]+(\/[\w-]+)*$/.test(path) ? `${startPage}#/${path}` : undefined
}
