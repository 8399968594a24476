/**
 * Password hashes: scrypt with its parameters stored beside each hash, so that the cost can rise later.
 * A hash takes 128 MiB, so only few are computed at a time.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export interface PasswordCost {
  N: number
  r: number
  p: number
}

export interface PasswordHash extends PasswordCost {
  /** Base64. */
  salt: string
  hash: string
}

export const passwordCost: PasswordCost = { N: 2 ** 17, r: 8, p: 1 }
export const shortestPassword = 10

const hashLength = 32
const atOnce = 2

export function createPasswords(cost: PasswordCost) {
  let running = 0
  const waiting: (() => void)[] = []

  async function derive(password: string, salt: Buffer, parameters: PasswordCost): Promise<Buffer> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await deriveKey(password, salt, parameters)
    } finally {
      // The place is handed on, so that `running` never exceeds the limit.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  return {
    async hash(password: string): Promise<PasswordHash> {
      const salt = randomBytes(16)
      const hash = await derive(password, salt, cost)
      return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') }
    },
    /** Without a hash it takes as long and answers false, so that nobody learns who has an account. */
    async verify(password: string, stored: PasswordHash | undefined): Promise<boolean> {
      if (!stored) {
        await derive(password, randomBytes(16), cost)
        return false
      }
      const expected = Buffer.from(stored.hash, 'base64')
      const actual = await derive(password, Buffer.from(stored.salt, 'base64'), stored)
      return expected.length === actual.length && timingSafeEqual(expected, actual)
    },
  }
}

function deriveKey(password: string, salt: Buffer, { N, r, p }: PasswordCost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 128 * r * (N + p + 2) + 2 ** 20 }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, hashLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
