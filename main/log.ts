/**
 * What went wrong in the main process, in a file that a person may send to support. Secrets are cut out
 * before anything is written, and the file never grows beyond two times `maxBytes`.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

export interface Log {
  /** `folder` is what the Help menu opens. */
  folder: string
  error(what: string, cause?: unknown): void
}

const maxBytes = 1024 * 1024

/** Opens (and creates) the log in this folder. A log that cannot be written never stops the app. */
export function openLog(folder: string): Log {
  const file = path.join(folder, 'main.log')
  return {
    folder,
    error(what, cause) {
      const line = withoutSecrets(
        `${new Date().toISOString()} ${what}${cause === undefined ? '' : `: ${text(cause)}`}\n`,
      )
      process.stderr.write(line)
      try {
        mkdirSync(folder, { recursive: true })
        if (size(file) > maxBytes) renameSync(file, `${file}.old`)
        appendFileSync(file, line, { mode: 0o600 })
      } catch {
        // Standard error has it; there is nowhere else to say so.
      }
    },
  }
}

const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const text = (cause: unknown) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))

/** Cuts tokens, passwords and the credentials inside addresses out of a line. */
export function withoutSecrets(line: string): string {
  return line
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 <secret>')
    .replace(/(\w+:\/\/)[^\s/:@]+:[^\s/@]+@/g, '$1<secret>@')
    .replace(
      /("?\b(?:\w*token|\w*secret|password|authorization)\b"?\s*[:=]\s*)("[^"]*"|[^\s,;}&]+)/gi,
      '$1<secret>',
    )
}
