/** One call in full: what was asked, field by field, what came of it, and what can be done about a refusal. */
import { t } from '@lingui/core/macro'
import { Button, Code, Group, ScrollArea, Stack, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Call } from '../../../shared/entities/call.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import { FieldList } from '../../ui/field-list.tsx'
import { formatInstant } from '../../ui/format.ts'
import { CallReceipt } from '../../ui/record/call-receipt.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { whoOf } from './call-list.tsx'
import { inputWords } from './input-words.ts'
import { procedurePath } from './procedure-list.tsx'
import type { DeviceNames } from './use-device-names.ts'

export function CallDetail({
  call,
  nameOf,
  deviceNames,
}: {
  call: Call
  nameOf: NameOf
  deviceNames: DeviceNames
}) {
  const { message: _, ...result } = call.result ?? {}
  const device = deviceNames(call)
  return (
    <Stack gap="md">
      <CallReceipt id={call.id} />
      <FieldList
        facts={[
          { label: t`Called by`, value: whoOf(call, nameOf) },
          { label: t`Asked`, value: formatInstant(call.createdAt) },
          ...(call.executedAt ? [{ label: t`Carried out`, value: formatInstant(call.executedAt) }] : []),
          ...(device ? [{ label: t`Device`, value: device }] : []),
          { label: t`Version`, value: call.version },
          { label: t({ message: 'Call', context: 'procedure call' }), value: <Code>{call.id}</Code> },
        ]}
      />
      <section>
        <Title order={3} mb="xs">
          {t`Input`}
        </Title>
        <FieldList facts={inputWords(call, nameOf)} labelWidth={128} />
      </section>
      {Object.keys(result).length > 0 && (
        <section>
          <Title order={3} mb="xs">
            {t`Result`}
          </Title>
          <ScrollArea.Autosize mah={240} viewportProps={{ tabIndex: 0, 'aria-label': t`Result` }}>
            <Code block>{JSON.stringify(result, null, 2)}</Code>
          </ScrollArea.Autosize>
        </section>
      )}
      {procedureNamed(call.procedure) && call.status !== 'pending' && (
        <Group>
          <Button
            component={Link}
            to={procedurePath(call.procedure)}
            search={{ again: call.id } as never}
            variant="default"
          >
            {t`Run it again with this input`}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
