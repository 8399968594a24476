/**
 * The whole error table: what can go wrong, the HTTP status, the sentence a person reads and what they can
 * do. Server, device and documentation use these codes and no others.
 */
import type { Phrase } from './phrase.ts'

export const errors = {
  INVALID_REQUEST: [400, 'The request is not well formed.', 'Update Satchel and try again.'],
  INVALID_DOCUMENT: [422, 'A field of this record is not valid.', 'Correct the field and send it again.'],
  DOCUMENT_TOO_LARGE: [413, 'This record is too large.', 'Shorten its text or split it.'],
  BODY_TOO_LARGE: [413, 'The request is too large.', 'Send less at once.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Only JSON is understood here.', 'Send application/json.'],
  INVALID_CHECKPOINT: [400, 'The sync position is not valid.', 'Start this collection from the beginning.'],
  UNKNOWN_COLLECTION: [404, 'There is no such kind of record.', 'Update Satchel and try again.'],
  UNKNOWN_ROUTE: [404, 'There is nothing at this address.', 'Check the address.'],
  NOT_FOUND: [404, 'This record does not exist, or you may not see it.', 'Check with your administrator.'],
  RELATED_NOT_FOUND: [
    422,
    'A record that this one refers to does not exist, or you may not see it.',
    'Choose another one, or check with your administrator.',
  ],
  FORBIDDEN: [403, 'Your role does not allow this change.', 'Ask the owner or your administrator.'],
  CONFLICT: [409, 'This changed while you were working on it.', 'Look at the new state and try again.'],
  UNKNOWN_PROCEDURE: [404, 'There is no such procedure.', 'Update Satchel and try again.'],
  INVALID_INPUT: [422, 'Something that was entered is not valid.', 'Correct it and try again.'],
  ORDER_STATE: [409, 'The state of the order does not allow this.', 'Look at the order and try again.'],
  LEAD_STATE: [409, 'The state of the lead does not allow this.', 'Look at the lead and try again.'],
  NOT_ENOUGH_STOCK: [409, 'There is not enough in stock.', 'Take less, or wait until more comes in.'],
  QUANTITY_TOO_LARGE: [422, 'That is more than there is to do.', 'Enter a smaller quantity.'],
  RECORD_MERGED: [
    409,
    'This record was merged into another one.',
    'Open the one that it was merged into, and go on there.',
  ],
  NOTHING_TO_DO: [409, 'There is nothing left to do.', 'Look at the record.'],
  UPDATE_REQUIRED: [
    426,
    'This version of Satchel is too old for the server.',
    'Update Satchel. Until then you can keep working; your changes will go out after the update.',
  ],
  SERVER_TOO_OLD: [
    426,
    'The server is older than this version of Satchel.',
    'Ask your administrator to update it. Until then you can keep working; your changes will go out afterwards.',
  ],
  WRONG_CREDENTIALS: [401, 'The email address or the password is not right.', 'Try again.'],
  SIGN_IN_REQUIRED: [401, 'Your session has ended.', 'Sign in again; your unsent changes are kept.'],
  SESSION_REVOKED: [401, 'This device was signed out by an administrator.', 'Ask your administrator.'],
  TOO_MANY_ATTEMPTS: [429, 'Too many attempts.', 'Wait a minute and try again.'],
  NOT_AN_ADMIN: [403, 'Only administrators can do this.', 'Ask your administrator.'],
  SETUP_DONE: [409, 'This company already has an administrator.', 'Sign in instead.'],
  EMAIL_TAKEN: [409, 'Somebody already signs in with this email address.', 'Use another address.'],
  UNKNOWN_ROLE: [422, 'There is no such role.', 'Choose admin, sales_rep or support.'],
  UNKNOWN_TEAM: [422, 'There is no such team.', 'Create the team first.'],
  WEAK_PASSWORD: [422, 'This password is too short.', 'Use at least 10 characters.'],
  LAST_ADMIN: [409, 'The company would be left without an administrator.', 'Make somebody else one first.'],
  INVALID_FILE: [422, 'This file could not be read.', 'Check its format and encoding.'],
  FILE_TOO_LARGE: [
    413,
    'This file is larger than 50 MB.',
    'Make it smaller, or share a link to it in a note.',
  ],
  FILE_KIND: [
    415,
    'Files of this kind cannot be kept here.',
    'Use a photo, a PDF, an office document, a text or an audio file.',
  ],
  FILE_BROKEN: [422, 'The file did not arrive as it was sent.', 'It is sent again by itself.'],
  UPLOAD_OFFSET: [409, 'The upload goes on at another place.', 'It goes on by itself.'],
  FILE_NOT_UPLOADED: [
    404,
    'This file has not reached the office yet.',
    'It is still on the device it was added on. Try again later.',
  ],
  VAULT_UNAVAILABLE: [
    503,
    'This computer has no keychain that could keep the session safe.',
    'Unlock or install one. Until then Satchel asks you to sign in at every start.',
  ],
  FILE_NOT_OPENED: [
    500,
    'No program on this computer could show the file.',
    'Save it, and open it elsewhere.',
  ],
  FILE_NOT_SAVED: [500, 'The file could not be written.', 'Choose another folder, or free some space.'],
  DEVICE_STORAGE: [
    507,
    'This device could not write to its storage.',
    'Free some space on it. What came from the office is fetched as soon as there is room; nothing is lost.',
  ],
  STORE_UNAVAILABLE: [503, 'The database does not answer.', 'Try again in a moment.'],
  INTERNAL: [500, 'Something went wrong on the server.', 'Try again; the server log has the details.'],
} as const satisfies Record<string, readonly [status: number, message: string, remedy: string]>

export type ErrorCode = keyof typeof errors

/** What travels: a code, its sentence, and the field it is about where there is one. */
export interface CodedError {
  code: ErrorCode
  message: string
  /** The words of the message where it is not the table's, for another language. */
  phrase?: Phrase
  field?: string
  details?: unknown
}

export const statusOf = (code: ErrorCode): number => errors[code][0]
export const remedyOf = (code: ErrorCode): string => errors[code][2]
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errors, code)

/** `message` replaces the table's sentence where a more exact one is known. */
export function coded(
  code: ErrorCode,
  more: { message?: string; phrase?: Phrase; field?: string; details?: unknown } = {},
): CodedError {
  return { code, message: errors[code][1], ...more }
}

/** Thrown where a request as a whole cannot be answered; the server turns it into the coded answer. */
export class SatchelError extends Error {
  readonly error: CodedError
  constructor(
    code: ErrorCode,
    more: { message?: string; phrase?: Phrase; field?: string; details?: unknown } = {},
  ) {
    const error = coded(code, more)
    super(error.message)
    this.name = 'SatchelError'
    this.error = error
  }
}
