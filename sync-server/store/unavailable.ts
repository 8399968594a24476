/** How both stores say that their database does not answer: one code, with the reason kept for the log. */
import { SatchelError } from '../../shared/errors.ts'

/**
 * STORE_UNAVAILABLE. `reason` becomes the error's cause, which is logged and never sent; it must hold no
 * credentials. `message` replaces the sentence where a more exact one helps who runs the server.
 */
export function unavailable(reason: string, message?: string): SatchelError {
  const error = new SatchelError('STORE_UNAVAILABLE', message === undefined ? {} : { message })
  error.cause = new Error(reason)
  return error
}
