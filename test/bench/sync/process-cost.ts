/** Memory and processor time of another process, from `/proc` where there is one, else from `ps`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export interface ProcessCost {
  /** Resident bytes. */
  memory: number
  /** Seconds of processor time so far. */
  cpu: number
}

const ticksPerSecond = 100
const page = 4096

export function costOf(pid: number): ProcessCost {
  if (existsSync(`/proc/${pid}/stat`)) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const [user, system] = [Number(fields[11]), Number(fields[12])]
    const resident = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return { memory: resident * page, cpu: (user + system) / ticksPerSecond }
  }
  const [memory = '', time = ''] = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/)
  const cpu = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return { memory: Number(memory) * 1024, cpu }
}
