/** The environment of the server process, checked once at the start. */
import path from 'node:path'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'

const root = path.resolve(import.meta.dirname, '..')

const environment = Type.Object({
  PORT: Type.String({ pattern: '^[0-9]{1,5}$', default: '4980' }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  /** Folder of the embedded store. */
  SATCHEL_DATA: Type.String({ minLength: 1, default: './data' }),
  /** `http://user:password@host:port`; the embedded store when absent. */
  COUCHDB_URL: Type.Optional(Type.String({ pattern: '^(https?://.+)?$' })),
  /** `postgresql://user:password@host:port/database` for reports; PGlite in the data folder when absent. */
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^(postgres(ql)?://.+)?$' })),
  /** `0`: never make the demo company; `1`: make it in an empty company. */
  SATCHEL_DEMO: Type.Optional(Type.Enum(['0', '1'])),
  /** `1`: the server ends with its standard input, which closes when the process that started it is gone. */
  SATCHEL_ENDS_WITH_INPUT: Type.Optional(Type.Enum(['0', '1'])),
  NODE_ENV: Type.String({ default: 'development' }),
  /** Signs tokens and checkpoints; made and kept in the store when absent. */
  SATCHEL_SECRET: Type.Optional(Type.String({ minLength: 32 })),
  /** Folder of the built web client. */
  SATCHEL_WEB: Type.String({ minLength: 1, default: path.join(root, 'out/renderer') }),
  /** Addresses of reverse proxies, `10.0.0.1,10.0.1.0/24`, whose word about the client's address is taken. */
  SATCHEL_TRUSTED_PROXIES: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F.:/, ]+$' })),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'warn' }),
})

export interface Config {
  port: number
  host: string
  dataFolder: string
  couchdbUrl?: string
  databaseUrl?: string
  /** Make the demo company when there is nobody in the company yet. */
  demo: boolean
  endsWithInput: boolean
  production: boolean
  secret?: string
  webFolder: string
  trustedProxies?: string[]
  logLevel: Static<typeof environment>['LOG_LEVEL']
}

const validator = Compile(environment)

const expectations: Record<string, string> = {
  PORT: 'a number from 0 to 65535',
  COUCHDB_URL: 'an address such as http://user:password@127.0.0.1:5984',
  DATABASE_URL: 'an address such as postgresql://user:password@127.0.0.1:5432/satchel',
  SATCHEL_DEMO: '0 or 1',
  SATCHEL_ENDS_WITH_INPUT: '0 or 1',
  SATCHEL_SECRET: 'at least 32 characters',
  SATCHEL_TRUSTED_PROXIES: 'addresses or networks, separated by commas',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
}

/** Throws an Error that names every variable that is wrong, without its value. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {}
  for (const [name, schema] of Object.entries(environment.properties)) {
    const value = variables[name] || (schema as { default?: string }).default
    if (value !== undefined) given[name] = value
  }
  const wrong = validator.Check(given)
    ? []
    : validator.Errors(given).map(({ instancePath }) => instancePath.slice(1))
  if (Number(given['PORT']) > 65_535) wrong.push('PORT')
  if (wrong.length > 0) throw new Error([...new Set(wrong)].map(complaint).join('\n'))

  const value = given as Static<typeof environment>
  const production = value.NODE_ENV === 'production'
  return {
    port: Number(value.PORT),
    host: value.HOST,
    dataFolder: path.resolve(value.SATCHEL_DATA),
    ...(value.COUCHDB_URL && { couchdbUrl: value.COUCHDB_URL }),
    ...(value.DATABASE_URL && { databaseUrl: value.DATABASE_URL }),
    demo: value.SATCHEL_DEMO !== '0' && !production,
    endsWithInput: value.SATCHEL_ENDS_WITH_INPUT === '1',
    production,
    ...(value.SATCHEL_SECRET && { secret: value.SATCHEL_SECRET }),
    webFolder: path.resolve(value.SATCHEL_WEB),
    ...(value.SATCHEL_TRUSTED_PROXIES && {
      trustedProxies: value.SATCHEL_TRUSTED_PROXIES.split(',').map((address) => address.trim()),
    }),
    logLevel: value.LOG_LEVEL,
  }
}

const complaint = (name: string) => `${name} is not valid: expected ${expectations[name] ?? 'some text'}.`
