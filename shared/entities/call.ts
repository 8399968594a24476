/**
 * A call of a procedure: what a person asks the server to do, and the server's receipt in the same document.
 * Its id is the idempotency key. A person writes what is asked and nothing after that; the answer is the
 * server's alone.
 */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, instant, integer, text, value } from './fields.ts'
import { ownershipFields } from './ownership.ts'

export const call = defineEntity({
  name: 'calls',
  label: { one: 'Procedure call', many: 'Procedure calls' },
  title: (document) => document.procedure.replaceAll('_', ' '),
  fields: {
    procedure: text('Procedure', 60, { required: true }),
    /** Of the procedure's input. */
    version: integer('Version', 1, 1000, { required: true }),
    input: value('Input', { required: true }),
    status: choice(
      'Status',
      [
        { value: 'pending', label: 'Waiting for the office', tone: 'neutral' },
        { value: 'accepted', label: 'Done', tone: 'done' },
        { value: 'rejected', label: 'Refused', tone: 'danger' },
      ],
      { required: true, setBy: 'server' },
    ),
    /** What was done: `message` is a sentence for a person, the rest is the procedure's own. */
    result: value('Result', { setBy: 'server' }),
    /** Why it was refused: a coded error. */
    error: value('Error', { setBy: 'server' }),
    executedAt: instant('Carried out', { setBy: 'server' }),
    /** The device that sent it, by the server's own knowledge; absent where an order was submitted instead. */
    deviceId: text('Device', 36, { setBy: 'server' }),
    ...ownershipFields('Called by'),
  },
  indexes: [['updatedAtInverse']],
  migrations: [(document) => document, (document) => document],
})

export type Call = DocumentOf<typeof call>
