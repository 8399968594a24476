/**
 * Unpacks an app.asar, since plain Node cannot load modules from inside one. Layout: u32 4, u32 size of the
 * header, u32 payload, u32 length of the JSON, the JSON directory, then the files' bytes.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Answers a temporary folder, removed when the process ends. */
export function unpackAsar(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'electron-host-asar-'))
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const bytes = fs.readFileSync(file)
  const body = 8 + bytes.readUInt32LE(4)
  const directory = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString())
  write(directory, folder)
  return folder

  function write(node, target) {
    for (const [name, entry] of Object.entries(node.files)) {
      const place = path.join(target, name)
      if (entry.files) {
        fs.mkdirSync(place)
        write(entry, place)
      } else if (entry.unpacked) {
        fs.copyFileSync(path.join(`${file}.unpacked`, path.relative(folder, place)), place)
      } else {
        const start = body + Number(entry.offset)
        fs.writeFileSync(place, bytes.subarray(start, start + entry.size))
      }
    }
  }
}
