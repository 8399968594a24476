/** The page's end of the import worker: starts it when it is first needed and answers its requests. */
import { request as callServer } from '../../data/index.ts'
import type { ImportAnswer } from '../../../shared/import/import-messages.ts'
import type { ImportProgress } from '../../../shared/import/run-import.ts'
import type { OutcomeQuery, OutcomeWindow } from './outcome-rows.ts'
import type { FromWorker, OpenedFile, RunInput, RunResult, ToWorker } from './worker-messages.ts'

export interface ImportClient {
  open(files: { id: number; name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<OpenedFile[]>
  run(input: RunInput, onProgress: (progress: ImportProgress) => void): Promise<RunResult>
  /** Rows of the last run. */
  rows(query: OutcomeQuery): Promise<OutcomeWindow>
  /** Its refused rows with their reasons, as a CSV file. */
  errors(): Promise<string>
  /** The part that is under way ends first. */
  cancel(): void
  forget(id: number): void
  /** Frees the files; the client cannot be used any more. */
  close(): void
}

export function startImportClient(): ImportClient {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  })
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (reason: Error) => void }>()
  let calls = 0
  let progressed: (progress: ImportProgress) => void = () => undefined
  const post = (message: ToWorker) =>
    // Files are handed over, not copied.
    worker.postMessage(message, message.type === 'open' ? message.files.map(({ bytes }) => bytes.buffer) : [])

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'progress') progressed(data.progress)
    else if (data.type === 'send') {
      const { send, collection } = data
      void callServer<ImportAnswer>('POST', `/admin/import/${collection}`, data.request).then((answer) =>
        post({ type: 'answer', send, answer }),
      )
    } else {
      const call = waiting.get(data.call)
      waiting.delete(data.call)
      if (data.type === 'done') call?.resolve(data.result as never)
      else call?.reject(new Error(data.reason))
    }
  })
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  })

  const ask = <T>(messageOf: (call: number) => ToWorker): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const call = ++calls
      waiting.set(call, { resolve, reject })
      post(messageOf(call))
    })

  return {
    open: (files) => ask((call) => ({ type: 'open', call, files })),
    run(input, onProgress) {
      progressed = onProgress
      return ask((call) => ({ type: 'run', call, input }))
    },
    rows: (query) => ask((call) => ({ type: 'rows', call, query })),
    errors: () => ask((call) => ({ type: 'errors', call })),
    cancel: () => post({ type: 'cancel' }),
    forget: (id) => post({ type: 'forget', id }),
    close: () => worker.terminate(),
  }
}
