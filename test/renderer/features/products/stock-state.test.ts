import { expect, it } from 'vitest'
import { stockStateOf } from '../../../../renderer/features/products/stock-state.ts'

it.each([
  [{ stockOnHand: 5, reorderLevel: 5, discontinued: false }, 'low'],
  [{ stockOnHand: 6, reorderLevel: 5, discontinued: false }, 'in-stock'],
  [{ stockOnHand: 6, discontinued: false }, 'in-stock'],
  [{ stockOnHand: 0, reorderLevel: 5, discontinued: false }, 'out'],
  [{ stockOnHand: 0, discontinued: true }, 'discontinued'],
] as const)('%o is %s', (product, state) => {
  expect(stockStateOf(product).id).toBe(state)
})
