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
import { createImporter } from '../import/import-rows.ts'
import { sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession } from './route-words.ts'

/** Room for 500 rows with long notes or many order items. */
const largestBody = 8 * 1024 * 1024

/** On routes that only administrators reach. */
export function addImportRoutes(app: FastifyInstance, services: Services): void {
  const importer = createImporter(services)

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
          details: { rows, ...written },
        })
      }
      return { results }
    },
  )
}
