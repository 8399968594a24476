/** Calls the server as a device would, for tests that look at the server's truth. */
import type { CollectionName } from '../../shared/entities/index.ts'
import { protocolHeader, protocolVersion } from '../../shared/sync/protocol.ts'
import type { Checkpoint, PullAnswer, SessionAnswer, WireDocument } from '../../shared/sync/protocol.ts'

export interface ApiSession extends SessionAnswer {
  call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>
  /** Every living document of a collection that this person may see. */
  everything(collection: CollectionName): Promise<WireDocument[]>
}

export async function signInToApi(url: string, email: string, password: string): Promise<ApiSession> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [protocolHeader]: String(protocolVersion) },
    body: JSON.stringify({ email, password, device: { name: 'test', platform: 'test' } }),
  })
  if (!answer.ok) throw new Error(`sign-in of ${email} answered ${answer.status}: ${await answer.text()}`)
  const session = (await answer.json()) as SessionAnswer
  const call = async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${session.accessToken}`,
        [protocolHeader]: String(protocolVersion),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
  }
  return {
    ...session,
    call,
    async everything(collection) {
      const living = new Map<string, WireDocument>()
      let checkpoint: Checkpoint | null = null
      for (;;) {
        const { status, body }: { status: number; body: PullAnswer } = await call<PullAnswer>(
          'POST',
          `/sync/${collection}/pull`,
          { checkpoint, limit: 1000 },
        )
        if (status !== 200)
          throw new Error(`pull of ${collection} answered ${status}: ${JSON.stringify(body)}`)
        for (const document of body.documents)
          if (document._deleted) living.delete(document.id)
          else living.set(document.id, document)
        checkpoint = body.checkpoint
        if (!body.more) return [...living.values()]
      }
    },
  }
}
