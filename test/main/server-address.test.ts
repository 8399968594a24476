import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pageOfLink } from '../../main/links.ts'
import { isAppUrl } from '../../main/origin.ts'
import { openServerAddress, originOf } from '../../main/server-address.ts'

describe('the address of the server', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'satchel-address-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('the one given at the start wins over the chosen one and cannot be changed', () => {
    openServerAddress(folder, {}).choose('https://chosen.example')
    const given = openServerAddress(folder, { SATCHEL_SERVER: 'http://127.0.0.1:4980/' })
    expect(given.current()).toBe('http://127.0.0.1:4980')
    expect(() => given.choose('https://other.example')).toThrow('started for')
    expect(openServerAddress(folder, {}).current()).toBe('https://chosen.example')
  })

  test.each(['not json', '{}', 'null', '{"origin":"file:///etc"}'])(
    'a spoiled file counts as none: %s',
    (text) => {
      writeFileSync(path.join(folder, 'server-address.json'), text)
      expect(openServerAddress(folder, {}).current()).toBeUndefined()
    },
  )

  test.each([
    'ftp://crm.example',
    'crm.example',
    '',
    'https://me:secret@crm.example',
    'https://x; script-src *',
  ])('refuses %s', (address) => expect(() => originOf(address)).toThrow())
})

test.each([
  [['electron', '.', 'satchel://customers/0190-ab'], 'app://satchel/index.html#/customers/0190-ab'],
  [['satchel://orders/'], 'app://satchel/index.html#/orders'],
  [['satchel://../../etc/passwd'], undefined],
  [['satchel://x?y=<script>'], undefined],
  [['https://example.org'], undefined],
])('the link among %j opens %s', (words, page) => expect(pageOfLink(words)).toBe(page))

test.each(['app://satchel.example/', 'app://satchelx', 'https://satchel/', 'data:text/html,app://satchel/'])(
  '%s is not a page of the app',
  (url) => expect(isAppUrl(url)).toBe(false),
)
