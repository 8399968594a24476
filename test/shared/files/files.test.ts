/** Which files are taken, who may add and delete them, and what a signature is bound to. */
import { describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Order } from '../../../shared/entities/order.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { mayAddFile, mayDeleteFile } from '../../../shared/files/file-access.ts'
import { checkFile, fileIdOf, recordOfFile } from '../../../shared/files/file-document.ts'
import { largestFile, signatureType } from '../../../shared/files/file-types.ts'
import { signedText } from '../../../shared/files/signature.ts'
import { contentMayBe, sniffChosen } from '../../../shared/files/sniff.ts'
import type { Person, Role } from '../../../shared/roles.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  )
const png = bytes(
  [0x89],
  'PNG\r\n',
  [0x1a, 0x0a, 0, 0, 0, 13],
  'IHDR',
  [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0],
)
const pdf = bytes('%PDF-1.7\n%', [0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj\n')
const program = bytes('MZ', [0x90, 0, 3, 0, 0, 0])

const person = (role: Role, more: Partial<Person> = {}): Person => ({
  id: uuidv7(),
  name: role,
  email: 'a@b.example',
  role,
  teamIds: [],
  leadsTeamIds: [],
  ...more,
})
const facts = (more: object = {}) => ({
  kind: 'photo',
  name: 'front.jpg',
  type: 'image/jpeg',
  size: 1000,
  sha256: 'a'.repeat(64),
  createdAt: '2026-03-01T10:00:00.000Z',
  createdBy: uuidv7(),
  ...more,
})
const fileId = (collection: 'customers' | 'orders' = 'customers') =>
  fileIdOf({ collection, id: uuidv7() }, uuidv7())

describe('a file document', () => {
  it('names its record in its id, and nothing else passes for one', () => {
    const id = uuidv7()
    expect(recordOfFile(fileIdOf({ collection: 'cases', id }, uuidv7()))).toEqual({ collection: 'cases', id })
    for (const wrong of [`tasks:${id}:${id}`, `customers:${id}`, `customers:${id}:x`, '_design/x', ''])
      expect(recordOfFile(wrong)).toBeUndefined()
  })
  it('is refused when it is too large, of another kind, or claims what it is not', () => {
    expect(checkFile(fileId(), facts())).toBeUndefined()
    expect(checkFile(fileId(), facts({ size: 500_000_000 }))?.code).toBe('FILE_TOO_LARGE')
    expect(checkFile(fileId(), facts({ size: largestFile }))).toBeUndefined()
    expect(checkFile(fileId(), facts({ type: 'application/x-msdownload' }))?.code).toBe('FILE_KIND')
    expect(checkFile(fileId(), facts({ type: 'constructor' }))?.code).toBe('FILE_KIND')
    expect(checkFile(fileId(), facts({ kind: 'voice' }))?.code).toBe('FILE_KIND')
    for (const wrong of [
      { size: 0 },
      { name: '../x' },
      { extra: 1 },
      { thumbnail: 'https://elsewhere.example/' },
    ])
      expect(checkFile(fileId(), facts(wrong))?.code).toBe('INVALID_DOCUMENT')
  })
  it('is a signature only on an order, and only with what was signed', () => {
    const signature = { of: 'b'.repeat(64), signer: 'Ana Trujillo', how: 'typed' }
    const signed = facts({ kind: 'signature', type: signatureType, signature })
    expect(checkFile(fileId('orders'), signed)).toBeUndefined()
    expect(checkFile(fileId('customers'), signed)?.code).toBe('INVALID_DOCUMENT')
    expect(checkFile(fileId('orders'), { ...signed, signature: undefined })?.code).toBe('INVALID_DOCUMENT')
    expect(checkFile(fileId(), facts({ signature }))?.code).toBe('INVALID_DOCUMENT')
  })
})

it('the bytes of a file, not its name, say what it is', async () => {
  expect(await sniffChosen('x.pdf', 'application/pdf', pdf)).toBe('application/pdf')
  expect(await sniffChosen('x.pdf', 'application/pdf', png)).toBe('image/png')
  expect(await sniffChosen('x.jpg', 'image/jpeg', program)).toBeUndefined()
  expect(await sniffChosen('notes.csv', '', bytes('a,b\n1,2\n'))).toBe('text/csv')
  expect(await sniffChosen('notes.txt', 'text/plain', bytes('<!doctype html><script>'))).toBeUndefined()
  expect(await contentMayBe('image/png', png)).toBe(true)
  expect(await contentMayBe('image/jpeg', png)).toBe(false)
  expect(await contentMayBe('text/csv', pdf)).toBe(false)
  expect(await contentMayBe('audio/webm', program)).toBe(false)
})

describe('who may do what with the files of a record', () => {
  const rep = person('sales_rep')
  const leader = person('sales_rep', { leadsTeamIds: ['north'], teamIds: ['north'] })
  const support = person('support')
  const admin = person('admin')
  const record = { id: uuidv7(), teamId: 'north', status: 'draft' } as unknown as AnyDocument
  it('those who add to a record add files to it', () => {
    expect([rep, leader, admin, support].map((who) => mayAddFile(who, 'orders', record))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(mayAddFile(support, 'customers', record)).toBe(true)
    expect(mayAddFile(support, 'cases', record)).toBe(true)
  })
  it('who added a file deletes it, as do who leads the team and an administrator', () => {
    const file = { createdBy: rep.id, kind: 'photo' } as const
    expect([rep, leader, admin, support].map((who) => mayDeleteFile(who, 'orders', record, file))).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
  it('a signature stays once the order is placed', () => {
    const file = { createdBy: rep.id, kind: 'signature' } as const
    expect(mayDeleteFile(rep, 'orders', record, file)).toBe(true)
    expect(mayDeleteFile(rep, 'orders', { ...record, status: 'confirmed' }, file)).toBe(false)
    expect(mayDeleteFile(admin, 'orders', { ...record, status: 'confirmed' }, file)).toBe(true)
  })
})

describe('what is signed', () => {
  const customer = { id: uuidv7(), name: 'Ana Trujillo Emparedados' }
  const line = {
    id: uuidv7(),
    productId: uuidv7(),
    description: 'Chai',
    quantity: 3,
    unitPrice: 1800,
    discount: 0,
    taxRate: 800,
  }
  const order: Order = {
    id: uuidv7(),
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    provisionalNumber: 'P-1',
    customerId: customer.id,
    status: 'draft',
    orderDate: '2026-03-01',
    currency: 'USD',
    lines: [line],
    freight: 500,
  }
  it('stays the same when the office numbers the order, moves it on or reserves stock for it', () => {
    const later: Order = {
      ...order,
      number: '11078',
      status: 'confirmed',
      updatedAt: '2026-03-02T10:00:00.000Z',
      revision: '3-abc',
      notes: 'for colleagues',
      lines: [{ ...line, confirmed: 3, backordered: 0 }],
    }
    expect(signedText(later, customer)).toBe(signedText(order, customer))
    expect(signedText(order, customer)).toContain('"total":6332')
  })
  it('changes with every quantity, price, item, charge and customer', () => {
    const changed: Order[] = [
      { ...order, lines: [{ ...line, quantity: 4 }] },
      { ...order, lines: [{ ...line, unitPrice: 1801 }] },
      { ...order, lines: [line, { ...line, id: uuidv7() }] },
      { ...order, freight: 0 },
      { ...order, currency: 'EUR' },
      { ...order, requiredDate: '2026-04-01' },
      { ...order, shipTo: { city: 'Lima' } },
    ]
    const texts = new Set([order, ...changed].map((each) => signedText(each, customer)))
    texts.add(signedText(order, { ...customer, name: 'Somebody else' }))
    expect(texts.size).toBe(changed.length + 2)
  })
})
