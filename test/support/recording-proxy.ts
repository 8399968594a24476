/** Stands between a device and the server and keeps every byte that the device is sent. */
import http from 'node:http'

export interface RecordingProxy {
  url: string
  /** All response bodies so far, headers left out, as text. */
  received(): string
  close(): Promise<void>
}

export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const chunks: Buffer[] = []
  const server = http.createServer((request, response) => {
    const forwarded = http.request(
      new URL(request.url ?? '/', target),
      { method: request.method, headers: { ...request.headers, 'accept-encoding': 'identity' } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          response.write(chunk)
        })
        answer.on('end', () => response.end())
        answer.on('error', () => response.destroy())
      },
    )
    forwarded.on('error', () => response.destroy())
    response.on('close', () => forwarded.destroy())
    request.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    received: () => Buffer.concat(chunks).toString('utf8'),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
