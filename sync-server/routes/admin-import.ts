/**
 * Rows of a company's own files, taken in by an administrator: one collection and at most 500 rows a call,
 * each judged alone. The first passwords of new people are in this answer and nowhere else.
 */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { entityOf } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import { importOrder, importRequestSchema, isImportCollection } from '../../shared/import/import-messages.ts'
import type { ImportAnswer, ImportRequest } from '../../shared/import/import-messages.ts'
import { revertRequestSchema } from '../../shared/import/import-log.ts'
import type { PastImport, RevertAnswer } from '../../shared/import/import-log.ts'
import { createImportLog } from '../import/import-log.ts'
import { createImporter } from '../import/import-rows.ts'
import { createReverter } from '../import/revert-import.ts'
import { sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession, idParams } from './route-words.ts'
import type { IdParams } from './route-words.ts'

/** Room for 500 rows with long notes or many order items. */
const largestBody = 8 * 1024 * 1024

/** On routes that only administrators reach. */
export function addImportRoutes(app: FastifyInstance, services: Services): void {
  const log = createImportLog(services.store, services.now)
  const importer = createImporter(services, log)
  const reverter = createReverter(services, log)

  app.post<{ Params: { collection: string }; Body: ImportRequest }>(
    '/import/:collection',
    {
      bodyLimit: largestBody,
      schema: {
        summary: 'Import rows, or see what an import would do',
        description: `Collections in the order in which they refer to each other: ${importOrder.join(', ')}.`,
        tags: ['administration'],
        security: bySession,
        params: Type.Object({ collection: Type.String({ maxLength: 40 }) }),
        body: importRequestSchema,
      },
    },
    async (request): Promise<ImportAnswer> => {
      const { collection } = request.params
      if (!isImportCollection(collection)) throw new SatchelError('UNKNOWN_COLLECTION')
      const { person } = sessionOf(request)
      const results = await importer.importRows(collection, request.body, { personId: person.id })
      if (request.body.commit) {
        const count = (action: string) => results.filter((result) => result.action === action).length
        const written = { created: count('create'), updated: count('update'), refused: count('refused') }
        const rows = results.length
        await services.audit.append({
          by: person.id,
          action: 'import',
          subject: entityOf(collection).name,
          details: { rows, ...written, ...(request.body.import && { import: request.body.import.id }) },
        })
      }
      return { results }
    },
  )

  app.get(
    '/imports',
    {
      schema: {
        summary: 'Committed imports, the newest first',
        tags: ['administration'],
        security: bySession,
      },
    },
    async (): Promise<{ imports: (PastImport & { userName: string })[] }> => ({
      imports: (await log.newest()).map((past) => ({
        ...past,
        userName: (past.by !== undefined && services.people.find(past.by)?.name) || '',
      })),
    }),
  )

  app.post<{ Params: IdParams; Body: { part: number } }>(
    '/imports/:id/revert',
    {
      schema: {
        summary: 'Take one part of an import back',
        description: 'Parts go from the last, `parts` - 1, to 0. A part that is done answers the same again.',
        tags: ['administration'],
        security: bySession,
        params: idParams,
        body: revertRequestSchema,
      },
    },
    (request): Promise<RevertAnswer> =>
      importer.alone(() =>
        reverter.revertPart(request.params.id, request.body.part, sessionOf(request).person.id),
      ),
  )
}
