/** Shows that the schedules can fail: makes one mistake after the other and looks how soon it is found. */
import { startLanes } from './lanes.ts'
import { mutations } from './mutations.ts'

/** A mistake that is not found in so many schedules is not found. */
const patience = 20

/** All mistakes when `only` is absent. True when each was found. */
export async function tryMutations(only: string | undefined, firstSeed: number): Promise<boolean> {
  let isEachFound = true
  for (const name of only === undefined ? Object.keys(mutations) : [only]) {
    const lanes = startLanes(1, name)
    let found: string | undefined
    let tried = 0
    while (found === undefined && tried < patience)
      found = (await lanes.run(firstSeed + tried++)).findings.at(0)?.split('\n')[0]
    await lanes.stop()
    isEachFound &&= found !== undefined
    const outcome = found === undefined ? 'NOT FOUND' : `found, ${found.slice(0, 150)}`
    console.log(`${name}: ${tried} schedule${tried === 1 ? '' : 's'}, ${outcome}`)
  }
  return isEachFound
}
