/**
 * Which sync server this window talks to. `SATCHEL_SERVER` (given by `npm start`) wins over the address that
 * the person chose; only an origin is ever kept, so that no path or password travels along.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SatchelError } from '../shared/errors.ts'

export interface ServerAddress {
  /** Origin such as `https://crm.example`; undefined until one is known. */
  current(): string | undefined
  /** Keeps another one and answers its origin. INVALID_REQUEST, or FORBIDDEN when the start gave the address. */
  choose(address: string): string
}

export function openServerAddress(
  userData: string,
  environment: Record<string, string | undefined>,
): ServerAddress {
  const file = path.join(userData, 'server-address.json')
  const given = environment.SATCHEL_SERVER ? originOf(environment.SATCHEL_SERVER) : undefined
  let chosen = given ? undefined : read(file)
  return {
    current: () => given ?? chosen,
    choose(address) {
      if (given) throw new SatchelError('FORBIDDEN', { message: `This app was started for ${given}.` })
      const origin = originOf(address)
      mkdirSync(userData, { recursive: true })
      writeFileSync(file, JSON.stringify({ origin }))
      chosen = origin
      return origin
    },
  }
}

/** The origin of an http: or https: address; anything else is INVALID_REQUEST. */
export function originOf(address: string): string {
  const url = URL.parse(address)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    throw new SatchelError('INVALID_REQUEST', {
      message: 'A server address looks like https://crm.example and holds no password.',
    })
  return url.origin
}

function read(file: string): string | undefined {
  try {
    return originOf((JSON.parse(readFileSync(file, 'utf8')) as { origin: string }).origin)
  } catch {
    return undefined
  }
}
