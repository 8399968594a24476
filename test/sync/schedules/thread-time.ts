/** The virtual time of this thread; imported before everything else, so that nothing remembers the real one. */
import { takeOverTime } from './virtual-time.ts'

export const time = takeOverTime()
