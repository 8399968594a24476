import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLog, withoutSecrets } from '../../main/log.ts'

describe('the log of the desktop app', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'satchel-log-'))
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true })
  })

  test.each([
    ['a token', 'failed with eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl'],
    ['an authorization header', 'Authorization: Bearer c2lnbmF0dXJl'],
    ['an address with a password', 'connect to https://ada:c2lnbmF0dXJl@crm.example failed'],
    ['a field of a body', '{"refreshToken":"c2lnbmF0dXJl","password": "c2lnbmF0dXJl"}'],
    ['a query', 'GET /x?token=c2lnbmF0dXJl&a=1'],
  ])('cuts out %s', (_what, line) => {
    expect(withoutSecrets(line)).not.toContain('c2lnbmF0dXJl')
  })

  test('keeps what is no secret', () => {
    expect(withoutSecrets('the page ended: crashed, exit code 5')).toBe(
      'the page ended: crashed, exit code 5',
    )
  })

  test('writes a line for each error and starts a new file when one is full', () => {
    const log = openLog(folder)
    log.error('first', new Error('with token=c2lnbmF0dXJl'))
    const file = path.join(folder, 'main.log')
    expect(readFileSync(file, 'utf8')).toMatch(/first: Error: with token=<secret>/)
    writeFileSync(file, 'x'.repeat(1024 * 1024 + 1))
    log.error('second')
    expect(readFileSync(file, 'utf8')).toMatch(/second\n$/)
    expect(readFileSync(file, 'utf8')).not.toContain('xxx')
  })

  test('a folder that cannot be written stops nothing', () => {
    writeFileSync(path.join(folder, 'file'), '')
    expect(() => openLog(path.join(folder, 'file/logs')).error('lost')).not.toThrow()
  })
})
