/**
 * The person's own role and teams stand in the directory too, which is synchronised. When their entry says
 * something else than the session, the server is asked at once who they are now: what the app offers and
 * allows must follow within the moment, as the records do, and not when a token expires.
 */
import { combineLatest, distinctUntilChanged, filter, map } from 'rxjs'
import type { BehaviorSubject, Subscription } from 'rxjs'
import { sameJson } from '../../../shared/same-json.ts'
import type { Person } from '../../../shared/roles.ts'
import type { LocalDatabase } from './open-database.ts'
import { Unreachable } from './server-api.ts'
import type { Session } from './session.ts'

const rightsOf = ({ role, teamIds, leadsTeamIds }: Record<string, unknown> | Person) => ({
  role,
  teamIds,
  leadsTeamIds,
})

export function followOwnRights(options: {
  database: LocalDatabase
  session: Session
  person: () => Person
  /** One tab asks for all. */
  leads$: BehaviorSubject<boolean>
  report: (reason: unknown) => void
}): Subscription {
  const { database, session, person, leads$, report } = options
  const entry$ = database.collections.salesReps.findOne(person().id).$
  return combineLatest([leads$, entry$])
    .pipe(
      filter(([leads]) => leads),
      map(([, entry]) => entry && rightsOf(entry.toJSON())),
      distinctUntilChanged(sameJson),
      filter((rights) => rights !== null && !sameJson(rights, rightsOf(person()))),
    )
    .subscribe(() => {
      session.renew().catch((reason: unknown) => {
        // The next token says it.
        if (!(reason instanceof Unreachable)) report(reason)
      })
    })
}
