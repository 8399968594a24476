/**
 * Since when news are news: the end of the last visit. Coming back within half an hour belongs to the same visit,
 * so that a reload does not make everything old. Kept on this device for each person.
 */
export interface Visits {
  /** When the visit before this one ended, an instant; absent on the first one. */
  since?: string
  /** When the person was last seen here. */
  seen: string
}

const sameVisit = 30 * 60_000

/** What is known after the person is seen at `now`, milliseconds since 1970. */
export function visitAt(before: Visits | undefined, now: number): Visits {
  const seen = new Date(now).toISOString()
  if (!before) return { seen }
  if (now - Date.parse(before.seen) > sameVisit) return { since: before.seen, seen }
  return { ...(before.since !== undefined && { since: before.since }), seen }
}

const keyOf = (personId: string) => `satchel.visits.${personId}`

/** Notes that the person is here. What cannot be read counts as a first visit. */
export function noteVisit(storage: Storage, personId: string, now: number): Visits {
  const visits = visitAt(readVisits(storage.getItem(keyOf(personId))), now)
  storage.setItem(keyOf(personId), JSON.stringify(visits))
  return visits
}

function readVisits(text: string | null): Visits | undefined {
  if (text === null) return undefined
  try {
    const { seen, since } = JSON.parse(text) as Partial<Visits>
    if (seen === undefined || Number.isNaN(Date.parse(seen))) return undefined
    return { seen, ...(since !== undefined && { since }) }
  } catch {
    return undefined
  }
}
