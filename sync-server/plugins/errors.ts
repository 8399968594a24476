/**
 * Every error leaves the server as a code of the table. What the table does not know is INTERNAL: its
 * details go to the log and nowhere else.
 */
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { SatchelError, coded, statusOf } from '../../shared/errors.ts'
import type { CodedError, ErrorCode } from '../../shared/errors.ts'

const codesOfFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'INVALID_REQUEST',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INVALID_REQUEST',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INVALID_REQUEST',
  FST_ERR_BAD_URL: 'INVALID_REQUEST',
}

export function sendError(reply: FastifyReply, error: CodedError): FastifyReply {
  return reply.code(statusOf(error.code)).send({ error })
}

/** The answer to what is not even HTTP, written past the application. */
export function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const body = JSON.stringify({ error: coded('INVALID_REQUEST') })
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head}\r\n\r\n${body}`)
}

export function addErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const answer = codedOf(error)
    if (answer.code === 'INTERNAL') request.log.error({ err: error }, 'a request failed')
    return sendError(reply, answer)
  })
  app.setNotFoundHandler(async (_, reply) => sendError(reply, coded('UNKNOWN_ROUTE')))
}

export function codedOf(error: FastifyError): CodedError {
  if (error instanceof SatchelError) return error.error
  const [invalid] = error.validation ?? []
  if (invalid) {
    const params = invalid.params as { missingProperty?: string; additionalProperty?: string }
    const path = [
      ...invalid.instancePath.split('/').slice(1),
      params.missingProperty ?? params.additionalProperty,
    ]
    const field = path.filter(Boolean).join('.')
    const message = `${field || 'The request'}: ${invalid.message ?? 'is not valid'}`
    return coded('INVALID_REQUEST', { message, ...(field && { field }) })
  }
  const known = codesOfFastify[error.code]
  if (known) return coded(known)
  if (error.statusCode === 429) return coded('TOO_MANY_ATTEMPTS')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return coded('INVALID_REQUEST')
  return coded('INTERNAL')
}
