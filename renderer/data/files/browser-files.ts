/** Files in a browser's worker: PouchDB on IndexedDB, and small pictures drawn off the screen. */
import PouchDB from 'pouchdb-core'
import http from 'pouchdb-adapter-http'
import idb from 'pouchdb-adapter-idb'
import replication from 'pouchdb-replication'
import { largestThumbnail } from '../../../shared/files/file-types.ts'
import type { FilePlatform } from './pouch.ts'

PouchDB.plugin(idb).plugin(http).plugin(replication)

/** Longest sides in pixels and qualities, until the picture is small enough. */
const tries = [
  { side: 320, quality: 0.7 },
  { side: 240, quality: 0.6 },
  { side: 160, quality: 0.5 },
]

export const browserFiles: FilePlatform = {
  // With compaction a deleted file leaves nothing of its document and its bytes behind.
  open: (name) => new PouchDB(name, { adapter: 'idb', auto_compaction: true }),
  remote: (url, fetch) =>
    new PouchDB(url, { adapter: url.startsWith('https:') ? 'https' : 'http', fetch, skip_setup: true }),
  toAttachment: async (content) => content,
  async thumbnail(content) {
    for (const { side, quality } of tries) {
      const picture = await drawSmall(content, side, quality)
      if (picture.length <= largestThumbnail) return picture
    }
    return undefined
  },
}

async function drawSmall(content: Blob, side: number, quality: number): Promise<string> {
  const image = await createImageBitmap(content, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, side / Math.max(image.width, image.height))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(image.width * scale)),
      Math.max(1, Math.round(image.height * scale)),
    )
    const context = canvas.getContext('2d')
    if (!context) throw new Error('this browser draws nothing off the screen')
    // What is transparent is white on paper.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const small = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    return `data:image/jpeg;base64,${toBase64(new Uint8Array(await small.arrayBuffer()))}`
  } finally {
    image.close()
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
