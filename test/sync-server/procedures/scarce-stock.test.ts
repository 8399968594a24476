import { expect, it } from 'vitest'
import { checkStock } from '../../support/stock-world.ts'

// Many more: npm run test:stock
it('200 orders over 100 units on 20 products promise every unit once, for 50 seeds', async () => {
  for (let seed = 1; seed <= 50; seed++) expect(await checkStock(seed), `seed ${seed}`).toEqual([])
}, 300_000)
