/** A large file over a line that breaks every five megabytes, in and out, and what it costs in memory. */
import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { largestChunk } from '../../../shared/files/file-types.ts'
import { aDocument } from '../../support/a-document.ts'
import { startCuttingProxy } from '../../support/cutting-proxy.ts'
import { aFile, aPicture, bytesClient, hashOf, localPouch, remotePouch } from '../../support/file-client.ts'
import { startServer } from '../../support/start-server.ts'

const megabyte = 1024 * 1024
const everyCut = 5 * megabyte

it('a file of 23 MB survives a line that breaks every 5 MB, both ways, and no broken line costs more than a piece', async () => {
  const server = await startServer({ listen: true })
  const line = await startCuttingProxy(server.url, everyCut)
  onTestFinished(async () => {
    await line.close()
    await server.close()
  })
  const rep = await server.join({ role: 'admin' })
  const id = uuidv7()
  await server.services.documents.write([
    { collection: 'customers', document: { ...aDocument('customers'), id } },
  ])
  const bytes = aPicture(23 * megabyte)
  const file = aFile({ collection: 'customers', id }, rep.user.id, bytes)
  const local = localPouch()
  await local.put(file)
  await local.replicate.to(remotePouch(server.url, rep.session.accessToken))

  const client = bytesClient(line.url, rep.session.accessToken)
  async function persist<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await attempt()
      } catch (error) {
        // undici's word for a torn connection
        if (!(error instanceof TypeError)) throw error
      }
  }
  let state = await persist(() => client.state(file._id))
  while (!state.body.complete) {
    const { offset = 0 } = state.body
    state = await persist(async () => {
      try {
        return await client.put(file._id, offset, bytes.subarray(offset, offset + largestChunk))
      } catch {
        return client.state(file._id)
      }
    })
  }
  const cutsUp = line.cuts()
  expect(cutsUp).toBeGreaterThanOrEqual(4)
  // What was sent again after each break is at most one piece.
  expect(line.carried()).toBeLessThan(bytes.length + (cutsUp + 1) * largestChunk + megabyte)

  const received: Buffer[] = []
  let length = 0
  while (length < bytes.length) {
    const from = length
    const piece = await persist(() => client.get(file._id, `bytes=${from}-${from + largestChunk - 1}`))
    received.push(piece.bytes)
    length += piece.bytes.length
  }
  expect(line.cuts() - cutsUp).toBeGreaterThanOrEqual(4)
  expect(hashOf(Buffer.concat(received))).toBe(file.sha256)
})

it('what a broken line left of a request is not kept', async () => {
  const server = await startServer({ listen: true })
  onTestFinished(() => server.close())
  const rep = await server.join({ role: 'admin' })
  const id = uuidv7()
  await server.services.documents.write([
    { collection: 'customers', document: { ...aDocument('customers'), id } },
  ])
  const bytes = Buffer.concat([aPicture(100_000), randomBytes(200_000)])
  const file = aFile({ collection: 'customers', id }, rep.user.id, bytes)
  const local = localPouch()
  await local.put(file)
  await local.replicate.to(remotePouch(server.url, rep.session.accessToken))
  const line = await startCuttingProxy(server.url, 60_000)
  onTestFinished(() => line.close())
  const client = bytesClient(server.url, rep.session.accessToken)
  await expect(
    bytesClient(line.url, rep.session.accessToken).put(file._id, 0, bytes.subarray(0, 200_000)),
  ).rejects.toThrow()
  expect((await client.state(file._id)).body.offset).toBe(0)
  expect((await client.upload(file._id, bytes, 90_000)).body.complete).toBe(true)
  expect((await client.get(file._id)).bytes.equals(bytes)).toBe(true)
})
