/** In the desktop: the address of the company's sync server. A browser has it already: its own. */
import { t } from '@lingui/core/macro'
import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import { setServer } from '../../data/index.ts'
import type { ServerState } from '../../data/index.ts'
import { messageOf } from '../../words/say.ts'

export function ServerAddress({ server }: { server: ServerState }) {
  const [url, setUrl] = useState(server.url)
  const [error, setError] = useState<CodedError>()
  const [asking, setAsking] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsking(true)
    try {
      const answer = await setServer(url.trim())
      setError(answer.ok ? undefined : answer.error)
    } finally {
      setAsking(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t`Connect`}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={t`Server address`}
          description={t`From your administrator, such as https://crm.example`}
          inputMode="url"
          value={url}
          error={error && messageOf(error)}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={asking} disabled={url.trim() === server.url}>
          {t`Connect`}
        </Button>
      </Group>
    </form>
  )
}
