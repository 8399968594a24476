/** The page's policy stays without WebAssembly; only the script of the document worker may compile it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { documentWorkerPolicy, isDocumentWorker } from '../../shared/document-worker-policy.ts'
import { addSecurity } from '../../sync-server/plugins/security.ts'
import { addWebClient } from '../../sync-server/plugins/web-client.ts'
import { tempFolder } from '../support/temp-folder.ts'

const app = Fastify()
afterEach(() => app.close())

it('is said to that worker and to no other file', async () => {
  const folder = tempFolder()
  mkdirSync(path.join(folder, 'assets'))
  const files = ['index.html', 'assets/document-worker-rVh7C5Bx.js', 'assets/data-worker-CTM4lvSj.js']
  for (const file of files) writeFileSync(path.join(folder, file), 'x')
  await addSecurity(app)
  await addWebClient(app, folder)
  const policies = await Promise.all(
    files.map(async (file) => (await app.inject(`/${file}`)).headers['content-security-policy']),
  )
  expect(policies.map((policy) => policy === documentWorkerPolicy)).toEqual([false, true, false])
  expect(policies.filter((policy) => String(policy).includes('wasm-unsafe-eval'))).toHaveLength(1)
})

it.each([
  ['/assets/document-worker-a_B-9.js', true],
  ['/document-worker-a.js', false],
  ['/assets/document-worker-a.js.map', false],
  ['/assets/x/document-worker-a.js', false],
  ['/api/v1/assets/document-worker-a.js', false],
])('%s: %s', (address, isOne) => {
  expect(isDocumentWorker(address)).toBe(isOne)
})
