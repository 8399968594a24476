/** The sync of nobody: what page and worker show until somebody has signed in. */
import type { SyncState } from './contract.ts'

export const stateBeforeSignIn: SyncState = {
  connection: 'connecting',
  waiting: 0,
  toDecide: 0,
  refused: 0,
  signInNeeded: false,
  revoked: false,
  updateRequired: false,
  waitingIds: {},
  collections: {},
}
