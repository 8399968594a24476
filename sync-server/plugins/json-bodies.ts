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
    else {
      const plain = mayReachPrototype(body as string) ? undefined : parsed(body as string)
      if (plain) done(null, plain.value)
      else void parse(request, body as string, done)
    }
  })
  // Response schemas describe the answers in the OpenAPI document; they never cut a field off.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
}

/** Only a key that says so, or is written so that one cannot see it, is worth a closer look. */
const mayReachPrototype = (text: string) =>
  text.includes('__proto__') || text.includes('constructor') || text.includes(String.raw`\u00`)

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
