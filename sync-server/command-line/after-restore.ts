/**
 * `npm run after-restore`: to be run once after a backup of CouchDB was put back, before the servers start
 * again. Every device then reads from the beginning and keeps what it has not sent. The embedded store
 * notices by itself.
 */
import { SatchelError, remedyOf } from '../../shared/errors.ts'
import { readConfig } from '../config.ts'
import { renewCouchIdentity } from '../store/couchdb.ts'
import { databaseName } from '../store/open-store.ts'

try {
  const { couchdbUrl } = readConfig(process.env)
  if (couchdbUrl === undefined)
    console.log('The embedded store notices by itself that a backup was put back. There is nothing to do.')
  else {
    await renewCouchIdentity({ url: couchdbUrl, database: databaseName() })
    console.log('Every device will read from the beginning at its next contact. Start the servers now.')
  }
} catch (error) {
  if (!(error instanceof SatchelError)) throw error
  console.error(`${error.message} ${remedyOf(error.error.code)} (${error.error.code})`)
  process.exitCode = 1
}
