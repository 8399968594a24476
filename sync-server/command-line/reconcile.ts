/**
 * `npm run reconcile`: proves that the books of a company agree, product by product. Finishes first what an
 * interrupted server left. Ends with 1 when anything does not agree. The embedded store must be free.
 */
import { SatchelError, remedyOf } from '../../shared/errors.ts'
import { readConfig } from '../config.ts'
import { reconcile } from '../procedures/reconcile.ts'
import { openServices } from '../services.ts'
import { openStore } from '../store/open-store.ts'

try {
  const config = readConfig(process.env)
  const store = await openStore({ couchdbUrl: config.couchdbUrl, dataFolder: config.dataFolder })
  const services = await openServices({ store, onError: console.error, takesUpCalls: false })
  try {
    await services.executor.resume()
    const { lines, findings, orders, movements } = await reconcile(store)
    const width = Math.max(7, ...lines.map(({ name }) => name.length))
    const row = (name: string, ...figures: (string | number)[]) =>
      console.log([name.padEnd(width), ...figures.map((figure) => String(figure).padStart(9))].join(' '))
    row('Product', 'in stock', 'movements', 'reserved', 'movements', 'orders')
    for (const { name, onHand, moved, reserved, movedReserved, promised } of lines)
      row(name, onHand, moved, reserved, movedReserved, promised)
    console.log(`\n${lines.length} products, ${movements} movements, ${orders} orders.`)
    for (const finding of findings) console.log(`✘ ${finding}`)
    console.log(findings.length === 0 ? 'Everything agrees.' : `${findings.length} findings.`)
    if (findings.length > 0) process.exitCode = 1
  } finally {
    await services.close()
    await store.close()
  }
} catch (error) {
  if (!(error instanceof SatchelError)) throw error
  console.error(`${error.message} ${remedyOf(error.error.code)} (${error.error.code})`)
  process.exitCode = 1
}
