/**
 * fast-check as the tests use it: the same values in every run, so that a run tells of the code and not of the
 * draw. `FAST_CHECK_SEED=<number>` draws others; `FAST_CHECK_RUNS=<number>` draws more of them.
 */
import fc from 'fast-check'

fc.configureGlobal({
  seed: Number(process.env['FAST_CHECK_SEED'] ?? 1),
  numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 200),
})

export { fc }
