/** The coded errors of a single document, worded from the entity's own check. */
import type { FieldError } from '../../shared/entities/define-entity.ts'
import { coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'

/** INVALID_DOCUMENT about the first error; all of them are in `details`. */
export function invalidDocument(errors: readonly FieldError[]): CodedError {
  const [first] = errors
  if (!first) return coded('INVALID_DOCUMENT')
  return coded('INVALID_DOCUMENT', {
    message: `${first.field || 'The record'}: ${first.message}`,
    ...(first.field && { field: first.field }),
    details: errors,
  })
}
