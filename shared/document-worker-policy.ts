/**
 * The content security policy of the one script that compiles WebAssembly: the worker that lays out PDFs. A
 * worker runs under the policy of its own script, so that the page's policy stays without it. It may load its
 * own code and fonts and nothing else.
 */
export const documentWorkerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

/** `address` is a path from the root of the built client, such as `/assets/document-worker-Bx1_2.js`. */
export const isDocumentWorker = (address: string): boolean =>
  /^\/assets\/document-worker-[\w-]+\.js$/.test(address)
