/**
 * Gathers calls that arrive together, so that one transaction, and one wait for the disk, serves them all.
 * A call is never split over two groups; calls keep their order.
 */

interface Call<Row, Result> {
  rows: readonly Row[]
  resolve: (results: Result[]) => void
  reject: (error: unknown) => void
}

export interface GroupCommit<Row, Result> {
  /** The results of this call's rows, in order; rejects with what `commit` throws for its group. */
  add(rows: readonly Row[]): Promise<Result[]>
  /** Resolves when everything added so far is committed or refused. */
  settled(): Promise<void>
}

/**
 * `commit` stores a group of at most `limit` rows (more only when one call alone has more) as a whole and
 * returns a result for each, or throws and has stored none.
 */
export function groupCommit<Row, Result>(
  limit: number,
  commit: (rows: readonly Row[]) => Result[],
): GroupCommit<Row, Result> {
  let waiting: Call<Row, Result>[] = []
  let scheduled: Promise<void> | undefined

  function commitNext(): void {
    let size = 0
    let count = 0
    for (const call of waiting) {
      if (count > 0 && size + call.rows.length > limit) break
      size += call.rows.length
      count += 1
    }
    const group = waiting.slice(0, count)
    waiting = waiting.slice(count)
    try {
      const results = commit(group.flatMap((call) => call.rows))
      let start = 0
      for (const call of group) {
        call.resolve(results.slice(start, start + call.rows.length))
        start += call.rows.length
      }
    } catch (error) {
      for (const call of group) call.reject(error)
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // Lets other calls join, and other work of the process go on between two groups.
      await new Promise<void>((resolve) => setImmediate(resolve))
      commitNext()
    }
    scheduled = undefined
  }

  return {
    add: (rows) =>
      new Promise((resolve, reject) => {
        waiting.push({ rows, resolve, reject })
        scheduled ??= run()
      }),
    settled: async () => {
      await scheduled
    },
  }
}
