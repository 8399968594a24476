/** Past imports in the terminal: the list of them, and taking one back. */
import { entityOf } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { PastImport, RevertAnswer, RevertReason, RevertResult } from '../../shared/import/import-log.ts'
import { revertOutcomes } from '../../shared/import/import-log.ts'
import { runRevert } from '../../shared/import/run-revert.ts'
import type { ServerSession } from './server-session.ts'

type Listed = PastImport & { userName: string }

const shown = 20

async function imports(session: ServerSession): Promise<Listed[]> {
  const answer = await session.call<{ imports: Listed[] }>('GET', '/admin/imports')
  if (!answer.ok) throw new SatchelError(answer.error.code, answer.error)
  return answer.value.imports
}

/** Answers the exit status. */
export async function listImports(session: ServerSession): Promise<number> {
  const past = await imports(session)
  for (const { id, at, userName, files, counts, state } of past)
    console.log(
      `${id}  ${at.slice(0, 16).replace('T', ' ')}  ${userName}  ${files.join(', ') || '-'}\n` +
        `  ${counts.create} created, ${counts.update} updated, ${counts.unchanged} unchanged, ${counts.refused} refused; ${state}`,
    )
  if (past.length === 0) console.log('Nothing has been imported yet.')
  return 0
}

/** Answers the exit status: 1 when something stays, 2 when the revert did not reach its end. */
export async function revertImport(session: ServerSession, id: string): Promise<number> {
  const past = (await imports(session)).find((one) => one.id === id)
  if (!past) throw new SatchelError('NOT_FOUND', { message: `There is no import ${id}.` })
  const run = await runRevert(
    past,
    (of, part) => session.call<RevertAnswer>('POST', `/admin/imports/${of}/revert`, { part }),
    {
      onProgress(done, total) {
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} parts\u001B[K`)
      },
    },
  )
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  for (const outcome of revertOutcomes) {
    const count = run.results.filter((result) => result.outcome === outcome).length
    if (count > 0) console.log(`${outcome}: ${count}`)
  }
  const stays = run.results.filter(({ outcome }) => outcome === 'kept' || outcome === 'partly')
  for (const result of stays.slice(0, shown)) console.error(wordsOf(result))
  if (stays.length > shown) console.error(`and ${stays.length - shown} more`)
  if (run.stopped && run.stopped !== 'cancelled') {
    console.error(`Stopped: ${run.stopped.message} (${run.stopped.code}) Run the same command to go on.`)
    return 2
  }
  return stays.length > 0 ? 1 : 0
}

const reasons: Record<RevertReason, string> = {
  changed: 'was changed since',
  used: 'other records refer to it',
  'signed-in': 'has signed in',
  gone: 'is not there any more',
  refused: 'was refused',
}

function wordsOf({ collection, key, title, reason, fields, error }: RevertResult): string {
  const kind = collection === 'settings' ? 'Team' : entityOf(collection).label.one
  const why = error?.message ?? (reason ? reasons[reason] : '')
  return `${kind} ${title} (${key}): ${why}${fields ? `: ${fields.join(', ')}` : ''}`
}
