/**
 * A process that writes into an embedded store until it is killed and prints the id of each document as soon
 * as, and not before, its write was acknowledged: `write-until-killed.ts <folder> <first number>`.
 */
import { writeSync } from 'node:fs'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'

const [folder = '', first = '0'] = process.argv.slice(2)
const store = createEmbeddedStore({ folder })
await store.open()

async function writeOn(writer: string): Promise<void> {
  for (let count = Number(first); ; count++) {
    const batch = Array.from({ length: 5 }, (_, index) => ({
      kind: 'leads',
      id: `${writer}-${count}-${index}`,
      deleted: false,
      body: { notes: 'x'.repeat(500) },
      channels: ['everybody'],
      formerChannels: [],
      applied: [],
    }))
    const results = await store.write(batch)
    // Straight to the descriptor: nothing may be left in a buffer of this process.
    writeSync(1, batch.map(({ id }, index) => `${results[index]?.ok ? id : 'conflict'}\n`).join(''))
  }
}

await Promise.all(['a', 'b', 'c'].map(writeOn))
