/**
 * The truth of a schedule whose server is a process of its own: its database writes every state of every
 * document down by itself, in the transaction that stores it, so that a killed server leaves out nothing.
 */
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { DocumentStore, Write } from '../../../sync-server/store/document-store.ts'
import { recordTruth } from '../schedules/truth.ts'
import type { Truth } from '../schedules/truth.ts'

const columns = 'kind, id, revision, deleted, channels, former, applied, body'

const fileIn = (folder: string) => path.join(folder, 'satchel.sqlite')

/** Once, while no server has the folder open. */
export function keepHistory(folder: string): void {
  const database = new DatabaseSync(fileIn(folder))
  const note = `INSERT INTO history (${columns}) VALUES (${columns
    .split(', ')
    .map((column) => `NEW.${column}`)
    .join(', ')});`
  database.exec(`
    CREATE TABLE history (tick INTEGER PRIMARY KEY, ${columns});
    INSERT INTO history (${columns}) SELECT ${columns} FROM documents ORDER BY sequence;
    CREATE TRIGGER history_of_inserts AFTER INSERT ON documents BEGIN ${note} END;
    CREATE TRIGGER history_of_updates AFTER UPDATE ON documents BEGIN ${note} END;
  `)
  database.close()
}

/** Everything that was ever stored, in order; while no server has the folder open. */
export async function readHistory(folder: string): Promise<Truth> {
  const database = new DatabaseSync(fileIn(folder), { readOnly: true })
  const rows = database.prepare(`SELECT ${columns} FROM history ORDER BY tick`).all()
  database.close()
  let revision = ''
  const base = {
    write: async (writes: readonly Write[]) => writes.map(() => ({ ok: true, revision })),
  } as unknown as DocumentStore
  const { store, truth } = recordTruth(base)
  for (const row of rows) {
    const list = (name: string) => JSON.parse(String(row[name])) as string[]
    revision = String(row['revision'])
    await store.write([
      {
        kind: String(row['kind']),
        id: String(row['id']),
        deleted: row['deleted'] === 1,
        channels: list('channels'),
        formerChannels: list('former'),
        applied: list('applied'),
        body: JSON.parse(String(row['body'])) as Record<string, unknown>,
      },
    ])
  }
  return truth
}
