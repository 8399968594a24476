/**
 * The JSON that both stores keep. CouchDB refuses a lone surrogate, and with it every other document of the
 * batch, so it becomes U+FFFD here; everything else is what JSON.stringify makes of it.
 */

/** `value` as JSON without lone surrogates. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value)
  // JSON.stringify escapes a surrogate only when it is alone. Escaped backslashes are matched to be skipped.
  return json.includes(String.raw`\ud`)
    ? json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (match) => (match === '\\\\' ? match : '\ufffd'))
    : json
}
