/** Files on the embedded store with bytes on disk. */
import { afterAll } from 'vitest'
import { createDiskBytes } from '../../../sync-server/store/disk-bytes.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'
import { describeFiles } from './files.suite.ts'

const { folder, remove } = makeTempFolder()
afterAll(remove)

describeFiles('on the embedded store', async () => ({
  store: createEmbeddedStore({ folder: ':memory:' }),
  bytes: createDiskBytes(folder),
}))
