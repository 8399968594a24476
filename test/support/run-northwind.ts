/** An import as an administrator makes it, through the server's API. */
import { expect } from 'vitest'
import type { ImportAnswer } from '../../shared/import/import-messages.ts'
import { openFiles } from '../../shared/import/open-files.ts'
import type { ChosenFile } from '../../shared/import/open-files.ts'
import { planImport } from '../../shared/import/plan.ts'
import { runImport } from '../../shared/import/run-import.ts'
import type { ImportRun } from '../../shared/import/run-import.ts'
import { northwindFiles } from './northwind.ts'
import type { TestDevice } from './start-server.ts'

export async function importAs(
  admin: TestDevice,
  options: { commit: boolean; isCancelled?: () => boolean; importId?: string },
  files: ChosenFile[] = northwindFiles(),
): Promise<ImportRun> {
  const opened = openFiles(files)
  expect(opened.errors).toEqual([])
  const plan = planImport(opened.files)
  expect(plan.errors).toEqual([])
  return runImport(
    plan,
    async (collection, request) => {
      const answer = await admin.call<ImportAnswer>('POST', `/admin/import/${collection}`, request)
      expect(answer.status, answer.text.slice(0, 500)).toBe(200)
      return { ok: true, value: answer.body }
    },
    options,
  )
}
