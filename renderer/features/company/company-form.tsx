/**
 * What holds for the whole company: its name and head on paper, and after how many days a lead has rested too long in
 * each stage. Saved like any record: it works without a network and reaches every device.
 */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { companyOf } from '../../../shared/company.ts'
import type { CompanyAddress } from '../../../shared/company.ts'
import { lead } from '../../../shared/entities/lead.ts'
import type { Setting } from '../../../shared/entities/setting.ts'
import { mostStaleDays, openStages, staleDaysOf, usualStaleDays } from '../../../shared/lead-stages.ts'
import type { Stage, StaleDays } from '../../../shared/lead-stages.ts'
import { createRecord, newStep, saveRecord } from '../../data/index.ts'
import { notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { whyNot, word } from '../../words/say.ts'
import { PaperFields } from './paper-fields.tsx'

interface Draft {
  name?: string
  address?: CompanyAddress
  /** Empty: taken away. */
  logo?: string
  staleDays?: StaleDays
}

const nameOfStage = (stage: Stage): string =>
  word(lead.fields.status.options?.find(({ value }) => value === stage)?.label ?? stage)

/** `company`: as it is stored; undefined for one that has no settings yet. */
export function CompanyForm({ company }: { company: Setting | undefined }) {
  const person = usePerson()
  const kept = useKept<Draft>([person.id, 'company', company?.id ?? 'new'], () => ({}))
  const name = kept.value.name ?? company?.name ?? ''
  const stored = company && companyOf(company)
  const address = kept.value.address ?? stored?.address ?? {}
  const logo = kept.value.logo ?? stored?.logo ?? ''
  const days = kept.value.staleDays ?? staleDaysOf(company)
  const [problem, setProblem] = useState<string>()
  const [isSaving, setIsSaving] = useState(false)
  const change = (next: Draft) => {
    setProblem(undefined)
    kept.change(next)
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    const written = name.trim()
    if (written === '') return setProblem(t`Enter the name of the company.`)
    setIsSaving(true)
    const step = newStep()
    const before: Record<string, unknown> =
      typeof company?.value === 'object' && company.value !== null ? company.value : {}
    const { address: _, logo: __, ...rest } = before
    const lines = Object.entries(address)
      .map(([part, text]) => [part, text.trim()])
      .filter(([, text]) => text !== '')
    const changes = {
      name: written,
      value: {
        ...rest,
        staleDays: days,
        ...(lines.length > 0 && { address: Object.fromEntries(lines) as CompanyAddress }),
        ...(logo !== '' && { logo }),
      },
    }
    const answer = company
      ? await saveRecord('settings', company.id, changes, step)
      : await createRecord('settings', { kind: 'company', ...changes }, step)
    setIsSaving(false)
    if (!answer.ok) return setProblem(whyNot(answer) || t`This could not be saved.`)
    kept.end()
    notifyWithUndo(t`The company's settings are saved`, step)
  }
  const setDays = (stage: Stage, entered: string | number) => {
    const { [stage]: _, ...others } = days
    const count = Math.round(Number(entered))
    change({
      staleDays:
        entered === '' || count < 1 ? others : { ...others, [stage]: Math.min(count, mostStaleDays) },
    })
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack maw={640} gap="lg">
        <TextInput
          label={t`Name of the company`}
          description={t`Stands on quotes, invoices and delivery notes.`}
          maxLength={120}
          value={name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <PaperFields
          address={address}
          logo={logo}
          onAddress={(next) => change({ address: next })}
          onLogo={(next) => change({ logo: next })}
        />
        <section>
          <Title order={2} size="h4">{t`When leads go quiet`}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t`After so many days without a contact or a change a lead is shown as quiet, on the board, on the home page and in its score. Leave a stage empty to never do that.`}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {openStages.map((stage) => (
              <NumberInput
                key={stage}
                label={nameOfStage(stage)}
                placeholder={t`Never`}
                suffix={` ${t`days`}`}
                allowDecimal={false}
                allowNegative={false}
                min={1}
                max={mostStaleDays}
                value={days[stage] ?? ''}
                onChange={(entered) => setDays(stage, entered)}
              />
            ))}
          </SimpleGrid>
        </section>
        {problem && (
          <Alert color="red" icon={<IconAlertOctagon aria-hidden />}>
            {problem}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={isSaving}>
            {t`Save`}
          </Button>
          <Button variant="default" onClick={() => change({ staleDays: usualStaleDays })}>
            {t`The usual days`}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
