/** The server's log: JSON lines on standard error. Tokens, passwords and bodies are never in it. */
import { pino } from 'pino'
import type { Logger } from 'pino'

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      redact: {
        paths: [
          'req.headers.authorization',
          'authorization',
          'password',
          'refreshToken',
          'accessToken',
          '*.password',
        ],
        censor: '[removed]',
      },
    },
    // Synchronous, so that the last words of a process that ends are written.
    pino.destination({ dest: 2, sync: true }),
  )
}
