/**
 * Structured clones as text. `makeWire` also runs in the page's isolated world, by its source: it may use nothing
 * from outside itself.
 */
export function makeWire() {
  const tag = (kind, value) => ({ $: kind, v: value })
  const toBase64 = (bytes) => {
    let text = ''
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(text)
  }
  const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

  const encode = (value) => {
    if (value === undefined) return tag('undefined')
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : tag('number', String(value))
    if (typeof value === 'bigint') return tag('bigint', String(value))
    if (Array.isArray(value)) return value.map(encode)
    if (value instanceof Date) return tag('date', value.getTime())
    if (value instanceof Map) return tag('map', [...value].map(encode))
    if (value instanceof Set) return tag('set', [...value].map(encode))
    if (value instanceof Error) return tag('error', value.message)
    if (value instanceof ArrayBuffer) return tag('buffer', toBase64(new Uint8Array(value)))
    if (ArrayBuffer.isView(value))
      return tag('bytes', toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
    return tag('object', Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)])))
  }
  const decoders = {
    undefined: () => undefined,
    number: Number,
    bigint: BigInt,
    date: (v) => new Date(v),
    map: (v) => new Map(v.map(decode)),
    set: (v) => new Set(v.map(decode)),
    error: (v) => new Error(v),
    buffer: (v) => fromBase64(v).buffer,
    bytes: fromBase64,
    object: (v) => Object.fromEntries(Object.entries(v).map(([key, item]) => [key, decode(item)])),
  }
  const decode = (value) => {
    if (value === null || typeof value !== 'object') return value
    return Array.isArray(value) ? value.map(decode) : decoders[value.$](value.v)
  }
  return {
    /** What real IPC refuses is refused here too. */
    encode(value) {
      let clone
      try {
        clone = structuredClone(value)
      } catch {
        throw new Error('An object could not be cloned.')
      }
      return JSON.stringify(encode(clone))
    },
    decode: (text) => decode(JSON.parse(text)),
  }
}
