/**
 * `npm run test:stock -- --seeds N --seed S`: 200 offline orders over 100 units on 20 products, for as many
 * seeds as wanted (1,000), starting with seed S (1). Ends at the first seed whose books do not agree.
 */
import { parseArgs } from 'node:util'
import { checkStock } from '../../support/stock-world.ts'

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const [seeds, first] = [Number(values.seeds), Number(values.seed)]
if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(first)) {
  console.error('Give whole numbers: --seeds 1000 --seed 1')
  process.exit(2)
}
const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`
for (let seed = first; seed < first + seeds; seed++) {
  const wrong = await checkStock(seed)
  if (wrong.length > 0) {
    console.error(`Seed ${seed} failed:\n${wrong.join('\n')}`)
    console.error(`Again: npm run test:stock -- --seeds 1 --seed ${seed}`)
    process.exit(1)
  }
  const done = seed - first + 1
  if (done % 25 === 0 || done === seeds) console.log(`${done} of ${seeds} seeds agree (${seconds()})`)
}
