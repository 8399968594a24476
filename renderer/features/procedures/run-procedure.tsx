/**
 * Runs a procedure by hand: a form made from its input's schema, what it would do, and the receipt. Without a
 * network the call waits on this device like everything else.
 */
import { t } from '@lingui/core/macro'
import { Button, Grid, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Procedure } from '../../../shared/procedures/define-procedure.ts'
import type { Person } from '../../../shared/roles.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { CallReceipt } from '../../ui/record/call-receipt.tsx'
import { useCall } from '../../ui/record/use-call.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useLate } from '../../ui/use-late.ts'
import { messageOf, word } from '../../words/say.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { EffectList, PreviewRefused } from './effect-list.tsx'
import { draftOfInput, inputFields, inputOfDraft, missingOf } from './input-fields.ts'
import type { InputDraft } from './input-fields.ts'
import { ProcedureInputs } from './procedure-inputs.tsx'
import { usePreview } from './use-preview.ts'

interface RunProcedureProps {
  procedure: Procedure
  person: Person
  /** The input of an earlier call, to change it and call again. */
  input?: InputDraft | undefined
}

export function RunProcedure({ procedure, person, input: given }: RunProcedureProps) {
  const fields = useMemo(() => inputFields(procedure.input), [procedure])
  const kept = useKept<InputDraft>(
    [person.id, 'procedure', procedure.name, given ? JSON.stringify(given) : 'new'],
    () => draftOfInput(fields, given),
  )
  const draft = kept.value
  const [touched, setTouched] = useState(false)
  const call = useCall(procedure.name, person)
  const nameOf = useReferenceNames(['customers', 'leads', 'salesReps', 'products', 'orders'])
  const input = useMemo(() => inputOfDraft(fields, draft), [fields, draft])
  const missing = missingOf(fields, input)
  const preview = usePreview(procedure.name, missing.length === 0 ? input : undefined, person, nameOf)
  const asking = useLate(preview.state === 'asking')
  const refused = preview.state === 'refused' ? preview.error : call.problem
  const problemAt = (path: string) => {
    if (refused?.field === path) return messageOf(refused)
    const gap = touched && missing.find(({ field }) => field === path)
    return gap ? t`Still to fill in: ${{ name: word(gap.label) }}.` : undefined
  }

  async function run() {
    setTouched(true)
    if (missing.length > 0) return
    if (await call.ask(input)) kept.end()
  }

  function again() {
    call.again()
    setTouched(false)
    kept.clear(draftOfInput(fields))
  }

  if (call.made)
    return (
      <Stack gap="sm" maw={720}>
        <CallReceipt
          id={call.made.id}
          expected={messageOf(call.made)}
          onRefused={
            <Button size="compact-sm" variant="default" onClick={call.again}>
              {t`Change it and run it again`}
            </Button>
          }
        />
        <Group>
          <Button variant="default" onClick={again}>
            {t`Run it once more`}
          </Button>
        </Group>
      </Stack>
    )
  return (
    <form
      aria-label={word(procedure.label)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <ProcedureInputs
              fields={fields}
              draft={draft}
              onChange={(next) => {
                call.again()
                kept.change(next)
              }}
              problemAt={problemAt}
            />
            <Group>
              <Button type="submit" loading={call.asking}>
                {word(procedure.label)}
              </Button>
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md" component="section" aria-label={t`Preview`} aria-live="polite">
            <Stack gap="sm">
              <Title order={3}>{t`What it would do`}</Title>
              {preview.state === 'none' && (
                <Text size="sm" c="dimmed">
                  {t`Still to fill in: ${{ name: missing.map(({ label }) => word(label)).join(', ') }}.`}
                </Text>
              )}
              {asking && <Skeleton h={96} aria-busy aria-label={t`Loading`} />}
              {preview.state === 'refused' && <PreviewRefused error={preview.error} />}
              {preview.state === 'done' && <EffectList {...preview.preview} />}
              {call.problem && <CodedAlert error={call.problem} />}
              <Text size="xs" c="dimmed">
                {t`As this device knows things now. The office decides on what is true when it carries it out.`}
              </Text>
            </Stack>
          </Paper>
        </Grid.Col>
      </Grid>
    </form>
  )
}
