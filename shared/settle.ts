/**
 * What a written document says of whose it is and who wrote it, whatever the client sent: the server settles it
 * before it judges and stores, and the device does the same, so that the screen shows what will be.
 */
import { mayAssign } from './access.ts'
import type { Surroundings } from './access.ts'
import type { AnyDocument, CollectionName } from './entities/index.ts'
import { entityOf } from './entities/index.ts'
import type { Person } from './roles.ts'
import { keepServerFields } from './server-fields.ts'

/**
 * Gives the fields that a person does not set their true values: what a client sent for them is ignored.
 * Ownership: a new record belongs to who made it unless they may assign it; its team follows its owner. Of an owner's
 * several teams it is the one in which the record was given to them, so that who gave it goes on seeing it.
 */
export function settle(
  who: Person,
  collection: CollectionName,
  stored: AnyDocument | undefined,
  proposed: AnyDocument,
  around: Surroundings,
): AnyDocument {
  const { fields } = entityOf(collection)
  const settled = keepServerFields(fields, stored, proposed) as AnyDocument
  settled.createdAt = stored?.createdAt ?? proposed.createdAt
  settled.createdBy = stored ? stored.createdBy : who.id
  if (settled.createdBy === undefined) delete settled.createdBy
  settled.updatedBy = who.id
  if ('ownerId' in fields) settleOwnership(who, collection, stored, settled, around)
  return settled
}

function settleOwnership(
  who: Person,
  collection: CollectionName,
  stored: AnyDocument | undefined,
  settled: AnyDocument,
  around: Surroundings,
) {
  const ownsWhatTheyMake = who.role === 'sales_rep' || collection === 'tasks' || collection === 'interactions'
  if (!stored) {
    const mayGive =
      settled.ownerId !== undefined && mayAssign(who, collection, undefined, settled.ownerId, around)
    const isAlwaysOwn = collection === 'settings' || collection === 'calls'
    if (!mayGive) settled.ownerId = ownsWhatTheyMake || isAlwaysOwn ? who.id : undefined
    if (collection === 'cases' && who.role === 'sales_rep') settled.ownerId = undefined
  }
  const mayNameTeam = who.role === 'admin' && settled.teamId !== undefined
  if (!mayNameTeam) settled.teamId = stored?.teamId
  // Who only edits a record must not move it, though its owner may have changed teams since.
  const isMoved = !stored || settled.ownerId !== stored.ownerId || settled.teamId !== stored.teamId
  if (isMoved) settleTeam(who, settled, around)
  if (settled.ownerId === undefined) delete settled.ownerId
  if (settled.teamId === undefined) delete settled.teamId
}

function settleTeam(who: Person, settled: AnyDocument, around: Surroundings) {
  if (settled.ownerId) {
    const teams = around.teamsOf(settled.ownerId)
    const ofParent = around.parent?.teamId
    if (!settled.teamId || (teams.length > 0 && !teams.includes(settled.teamId)))
      settled.teamId =
        teams.find((id) => id === ofParent) ?? teams.find((id) => who.leadsTeamIds.includes(id)) ?? teams[0]
  }
  settled.teamId ??= around.parent?.teamId ?? who.teamIds[0]
}
