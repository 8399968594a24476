/** Procedures, for administrators: what there is, running one by hand, and the audit of every call. */
import { t } from '@lingui/core/macro'
import { Anchor, Drawer, Stack, Text, Title } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Procedure } from '../../../shared/procedures/define-procedure.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import { useRecord, useView } from '../../data/index.ts'
import { CallDetail } from '../../features/procedures/call-detail.tsx'
import { CallList } from '../../features/procedures/call-list.tsx'
import { ProcedureList, rolesText, versionText } from '../../features/procedures/procedure-list.tsx'
import { RunProcedure } from '../../features/procedures/run-procedure.tsx'
import { useDeviceNames } from '../../features/procedures/use-device-names.ts'
import { useOfficeProcedures } from '../../features/procedures/use-office-procedures.ts'
import { FullHeight } from '../../ui/full-height.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { procedureLabel } from '../../ui/record/call-receipt.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { ViewSwitch } from '../../ui/view-switch.tsx'
import { word } from '../../words/say.ts'
import { AdminOnly } from '../admin-only.tsx'
import { NotFoundPage } from './not-found.tsx'

const path = '/admin/procedures'

export const ProceduresPage = () => (
  <AdminOnly title={t`Procedures`}>
    <Procedures />
  </AdminOnly>
)

function Procedures() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const showsCalls = search['view'] === 'calls'
  const view = (
    <ViewSwitch
      aria-label={t`Procedures or their calls`}
      value={showsCalls ? 'calls' : 'procedures'}
      onChange={(next) =>
        void navigate({ to: path, search: () => (next === 'calls' ? { view: next } : {}), replace: true })
      }
      data={[
        { value: 'procedures', label: t`Procedures` },
        { value: 'calls', label: t`Calls` },
      ]}
    />
  )
  if (showsCalls)
    return (
      <FullHeight>
        <PageTitle title={t`Procedure calls`} actions={view} />
        <Audit stateKey="calls" />
      </FullHeight>
    )
  return (
    <>
      <PageTitle title={t`Procedures`} actions={view} />
      <Text c="dimmed" maw={720} mb="md">
        {t`A procedure changes several records at once, exactly once, wherever it is asked for. Devices ask for them offline; programs call them at /api/v1/procedures.`}
      </Text>
      <ProcedureList />
    </>
  )
}

/** `procedure`: of this one alone. */
function Audit(given: { stateKey: string; procedure?: string }) {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [opened, setOpened] = useState(() =>
    typeof search['call'] === 'string' ? search['call'] : undefined,
  )
  const deviceNames = useDeviceNames()
  const nameOf = useReferenceNames(['customers', 'leads', 'salesReps', 'products', 'orders'])
  const { record: call } = useRecord('calls', opened)
  return (
    <>
      <CallList
        {...given}
        deviceNames={deviceNames}
        onOpen={({ id }) => setOpened(id)}
        empty={
          <NothingHere
            icon={<IconBolt size={40} />}
            title={t`No calls yet`}
            description={t`Every order that is placed, every delivery and every count stands here, with who asked for it.`}
          />
        }
      />
      <Drawer
        opened={call !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        size={520}
        title={call ? procedureLabel(call.procedure) : ''}
      >
        {call && <CallDetail call={call} nameOf={nameOf} deviceNames={deviceNames} />}
      </Drawer>
    </>
  )
}

export function ProcedurePage() {
  const procedure = procedureNamed(useRecordId())
  if (!procedure) return <NotFoundPage />
  return (
    <AdminOnly title={word(procedure.label)}>
      <OneProcedure key={procedure.name} procedure={procedure} />
    </AdminOnly>
  )
}

function OneProcedure({ procedure }: { procedure: Procedure }) {
  const person = usePerson()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const again = typeof search['again'] === 'string' ? search['again'] : undefined
  const earlier = useRecord('calls', again)
  const office = useOfficeProcedures()
  if (again && earlier.loading) return null
  return (
    <>
      <PageTitle
        title={word(procedure.label)}
        above={
          <Anchor component={Link} to={path} size="sm" c="dimmed">
            {t`Procedures`}
          </Anchor>
        }
      />
      <Stack gap="xl">
        <Stack gap={4}>
          <Text maw={720}>{word(procedure.description)}</Text>
          <Text size="sm" c="dimmed">
            {procedure.name} · {t`version ${{ version: versionText(procedure, office) }}`} ·{' '}
            {rolesText(procedure.roles)}
          </Text>
        </Stack>
        <RunProcedure key={again} procedure={procedure} person={person} input={earlier.record?.input} />
        <section>
          <Title order={2} mb="xs">
            {t`Newest calls`}
          </Title>
          <Newest name={procedure.name} />
        </section>
      </Stack>
    </>
  )
}

function Newest({ name }: { name: string }) {
  const view = useMemo<ListView>(
    () => ({ list: 'calls', where: [{ column: 'procedure', is: 'equal', value: name }] }),
    [name],
  )
  const { total = 0, loading } = useView(view, { offset: 0, limit: 0 })
  if (loading) return null
  if (total === 0)
    return (
      <Text size="sm" c="dimmed">
        {t`Nobody has called it yet.`}
      </Text>
    )
  return (
    <div style={{ height: Math.min(420, 130 + total * 40) }}>
      <Audit stateKey={`calls ${name}`} procedure={name} />
    </div>
  )
}
