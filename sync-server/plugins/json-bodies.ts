/**
 * JSON in and out. Keys that would reach an object's prototype are dropped, so that one such document
 * cannot make a whole push fail; an empty body is no body, because clients name the type of what they omit.
 */
import type { FastifyInstance } from 'fastify'

export function addJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('remove', 'remove')
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
  // Response schemas describe the answers in the OpenAPI document; they never cut a field off.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
}
