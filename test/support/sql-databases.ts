/**
 * Databases for tests of the read model. PGlite is always there. A PostgreSQL server is `DATABASE_URL`'s, in a
 * database of its own, else one that is started for the test from what the machine has installed.
 */
import { execFile } from 'node:child_process'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { openSql } from '../../sync-server/reporting/sql-database.ts'
import type { SqlDatabase } from '../../sync-server/reporting/sql-database.ts'
import { makeTempFolder } from './temp-folder.ts'

const run = promisify(execFile)

export interface OpenedDatabase {
  sql: SqlDatabase
  close(): Promise<void>
}

export async function openPglite(): Promise<OpenedDatabase> {
  const sql = await openSql({})
  return { sql, close: () => sql.close() }
}

/** A string says why there is none on this machine. A server that `DATABASE_URL` names has to work. */
export async function openPostgres(): Promise<OpenedDatabase | string> {
  const given = process.env['DATABASE_URL']
  if (given) return inGivenServer(given)
  const programs = serverPrograms()
  if (!programs) return 'neither DATABASE_URL nor an installed PostgreSQL'
  try {
    return await inOwnServer(programs)
  } catch (error) {
    return `the installed PostgreSQL does not start: ${String(error).split('\n')[0]}`
  }
}

async function inGivenServer(url: string): Promise<OpenedDatabase> {
  const name = `satchel_test_${process.pid}`
  const statement = async (text: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  await statement(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const sql = await openSql({ databaseUrl: own.href })
  return {
    sql,
    async close() {
      await sql.close()
      await statement(`drop database ${name}`)
    },
  }
}

/** The folder with initdb and pg_ctl: on the path, or where Debian has it. */
function serverPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql'
  const installed = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(versions, version, 'bin'))
    : []
  const folders = [...installed, ...(process.env['PATH'] ?? '').split(path.delimiter)]
  return folders.find((folder) =>
    ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(path.join(folder, name))),
  )
}

async function inOwnServer(programs: string): Promise<OpenedDatabase> {
  const { folder, remove } = makeTempFolder()
  const user = await ordinaryUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = path.join(folder, 'data')
  const start = (program: string, ...args: string[]) =>
    run(path.join(programs, program), args, { cwd: folder, ...user })
  await start('initdb', '-D', data, '-U', 'satchel', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync')
  // A socket in its own folder and no port: it is in nobody's way.
  const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`
  await start('pg_ctl', 'start', '-D', data, '-w', '-l', path.join(folder, 'log'), '-o', options)
  const stop = async () => {
    await start('pg_ctl', 'stop', '-D', data, '-m', 'immediate')
    remove()
  }
  try {
    const host = encodeURIComponent(folder)
    const sql = await openSql({ databaseUrl: `postgresql://satchel@localhost/postgres?host=${host}` })
    return {
      sql,
      async close() {
        await sql.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL refuses to run as root. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const id = async (flag: string) => Number((await run('id', [flag, 'nobody'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}
