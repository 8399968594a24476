/** Every procedure: what it does, who may call it, and how its calls went. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { procedures } from '../../../shared/procedures/index.ts'
import type { Procedure } from '../../../shared/procedures/define-procedure.ts'
import { roleOptions } from '../../../shared/roles.ts'
import type { Role } from '../../../shared/roles.ts'
import { useView } from '../../data/index.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatNumber } from '../../ui/format.ts'
import type { Column } from '../../ui/table-columns.ts'
import { word } from '../../words/say.ts'
import { useOfficeProcedures } from './use-office-procedures.ts'
import type { OfficeProcedure } from './use-office-procedures.ts'

export const procedurePath = (name: string) => `/admin/procedures/${name}`

export const rolesText = (roles: readonly Role[]): string =>
  roles.map((role) => word(roleOptions.find(({ value }) => value === role)?.label ?? role)).join(', ')

/** Whether app and office mean the same by it; empty while the office has not been asked. */
export function versionText(
  { name, version }: Pick<Procedure, 'name' | 'version'>,
  office: ReadonlyMap<string, OfficeProcedure> | undefined,
): string {
  if (!office) return formatNumber(version)
  const listed = office.get(name)
  if (!listed) return t`${formatNumber(version)}, not in the office`
  return listed.version === version
    ? formatNumber(version)
    : t`${formatNumber(version)}, office has ${formatNumber(listed.version)}`
}

const everyCall: ListView = { list: 'calls', groupBy: 'procedure' }
const refusedCalls: ListView = {
  ...everyCall,
  where: [{ column: 'status', is: 'equal', value: 'rejected' }],
}
const countOnly = { offset: 0, limit: 0 }

/** How many there are of each procedure. */
function useCounts(view: ListView): (name: string) => number {
  const { groups } = useView(view, countOnly)
  return useMemo(() => {
    const counts = new Map((groups ?? []).map(({ key, count }) => [key, count]))
    return (name) => counts.get(name) ?? 0
  }, [groups])
}

export function ProcedureList() {
  const office = useOfficeProcedures()
  const calls = useCounts(everyCall)
  const refused = useCounts(refusedCalls)
  const columns = useMemo<Column<Procedure>[]>(() => {
    return [
      { id: 'label', header: t`Procedure`, value: ({ label }) => word(label), width: 208 },
      {
        id: 'description',
        header: t`What it does`,
        value: ({ description }) => word(description),
        minWidth: 280,
      },
      { id: 'roles', header: t`Who`, value: ({ roles }) => rolesText(roles), width: 264 },
      { id: 'version', header: t`Version`, value: (one) => versionText(one, office), width: 80 },
      {
        id: 'calls',
        header: t`Calls`,
        value: ({ name }) => calls(name),
        text: ({ name }) => formatNumber(calls(name)),
        width: 80,
        align: 'end',
      },
      {
        id: 'refused',
        header: t`Refused`,
        value: ({ name }) => refused(name),
        text: ({ name }) => formatNumber(refused(name)),
        width: 88,
        align: 'end',
      },
    ]
  }, [calls, refused, office])
  return (
    <CompactTable
      label={t`Procedures`}
      rows={procedures}
      columns={columns}
      rowId={({ name }) => name}
      href={({ name }) => procedurePath(name)}
      limit={100}
    />
  )
}
