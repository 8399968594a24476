import { beforeEach, expect, test } from 'vitest'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { DataService, SaveResult } from '../../../renderer/data/contract.ts'
import { forgetSteps, journal, newStep, useSteps } from '../../../renderer/data/undo.ts'

/** The part of the data worker that keeps records, without rules. */
function aDataService() {
  const held = new Map<string, AnyDocument>()
  const key = (collection: CollectionName, id: string) => `${collection} ${id}`
  const refused = new Set<string>()
  let made = 0
  const answer = (id: string): SaveResult =>
    refused.has(id)
      ? { ok: false, errors: [], error: { code: 'FORBIDDEN', message: 'no' } }
      : { ok: true, id }
  const service = {
    get: async (collection: CollectionName, id: string) => held.get(key(collection, id)),
    async create(collection: CollectionName, values: Record<string, unknown>) {
      const id = typeof values['id'] === 'string' ? values['id'] : `made-${++made}`
      held.set(key(collection, id), { createdAt: '', updatedAt: '', ...values, id })
      return answer(id)
    },
    async save(collection: CollectionName, id: string, changes: Record<string, unknown>) {
      const before = held.get(key(collection, id))
      if (!before) throw new Error(`no ${id}`)
      const result = answer(id)
      if (!result.ok) return result
      const after = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined)
      held.set(key(collection, id), Object.fromEntries(after) as AnyDocument)
      const changed = Object.keys(changes).filter((name) => changes[name] !== before[name])
      const only = (state: Record<string, unknown>) =>
        Object.fromEntries(changed.map((name) => [name, state[name]]))
      return { ...result, before: only(before), after: only(changes) }
    },
    async restore(collection: CollectionName, document: AnyDocument) {
      const result = answer(document.id)
      if (result.ok) held.set(key(collection, document.id), document)
      return result
    },
    async remove(collection: CollectionName, id: string) {
      const result = answer(id)
      if (!result.ok) return result
      const removed = held.get(key(collection, id))
      held.delete(key(collection, id))
      return { ...result, removed }
    },
  }
  return { held, refused, steps: journal(() => service as unknown as DataService) }
}

beforeEach(forgetSteps)

test('a save is taken back and done again, field by field', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna', status: 'new' }, newStep())
  await steps.save('leads', 'a', { status: 'contacted', phone: '110' }, newStep())
  expect(await steps.undo()).toMatchObject({ ok: true })
  expect(held.get('leads a')).toMatchObject({ status: 'new' })
  expect(held.get('leads a')).not.toHaveProperty('phone')
  expect(await steps.redo()).toMatchObject({ ok: true })
  expect(held.get('leads a')).toMatchObject({ status: 'contacted', phone: '110' })
  expect(await steps.redo()).toBeUndefined()
})

test('writes of one step are taken back together, the last one first', async () => {
  const { held, steps } = aDataService()
  const step = newStep()
  await steps.create('tasks', { id: 'a', title: 'one' }, step)
  await steps.save('tasks', 'a', { title: 'two' }, step)
  await steps.create('tasks', { id: 'b', title: 'next' }, step)
  expect(useSteps.getState().done).toHaveLength(1)
  await steps.undo()
  expect([...held.keys()]).toEqual([])
  expect(await steps.undo()).toBeUndefined()
})

test('what somebody changed since stays, the rest of the step is taken back', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna', phone: '1', email: 'a@a' }, newStep())
  await steps.save('leads', 'a', { phone: '2', email: 'b@b' }, newStep())
  held.set('leads a', { ...(held.get('leads a') as AnyDocument), email: 'from elsewhere' })
  expect(await steps.undo()).toMatchObject({ ok: true })
  expect(held.get('leads a')).toMatchObject({ phone: '1', email: 'from elsewhere' })
})

test('a step of which nothing is left to take back says so', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna' }, newStep())
  await steps.save('leads', 'a', { name: 'Anne' }, newStep())
  held.set('leads a', { ...(held.get('leads a') as AnyDocument), name: 'Annika' })
  expect(await steps.undo()).toMatchObject({ ok: false })
  expect(held.get('leads a')).toMatchObject({ name: 'Annika' })
})

test('a refusal is told with its reason', async () => {
  const { refused, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna' }, newStep())
  refused.add('a')
  expect(await steps.undo()).toMatchObject({ ok: false, refused: { error: { code: 'FORBIDDEN' } } })
})

test('a deleted record comes back under its id with all its content, and goes again', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna', revision: '3-x', createdBy: 'somebody' }, newStep())
  await steps.remove('leads', 'a', newStep())
  await steps.undo()
  expect(held.get('leads a')).toMatchObject({ id: 'a', name: 'Anna', createdBy: 'somebody' })
  await steps.redo()
  expect(held.size).toBe(0)
})

test('a deleted record that is there again is left as it is', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna' }, newStep())
  await steps.remove('leads', 'a', newStep())
  held.set('leads a', { id: 'a', createdAt: '', updatedAt: '', name: 'Annika' })
  expect(await steps.undo()).toMatchObject({ ok: false })
  expect(held.get('leads a')).toMatchObject({ name: 'Annika' })
})

test('a named step is taken back wherever it stands; a new change ends what could be done again', async () => {
  const { held, steps } = aDataService()
  await steps.create('leads', { id: 'a', name: 'Anna', phone: '1' }, newStep())
  const first = newStep()
  await steps.save('leads', 'a', { name: 'Anne' }, first)
  await steps.save('leads', 'a', { phone: '2' }, newStep())
  await steps.undo(first)
  expect(held.get('leads a')).toMatchObject({ name: 'Anna', phone: '2' })
  await steps.save('leads', 'a', { phone: '3' }, newStep())
  expect(await steps.redo()).toBeUndefined()
})
