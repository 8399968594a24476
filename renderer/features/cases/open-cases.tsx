/** The open cases that need somebody first, for the home page. */
import { Anchor, Divider, Group, Stack, Text } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment, useMemo } from 'react'
import { supportCase } from '../../../shared/entities/support-case.ts'
import { useRecords } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { byNeed, isOpenCase } from './case-rights.ts'

const most = 8

export function OpenCases() {
  const cases = useRecords('cases')
  const nameOf = useReferenceNames(['customers'])
  const open = useMemo(() => cases.records.filter(isOpenCase).toSorted(byNeed), [cases.records])
  if (cases.loading) return null
  if (open.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconLifebuoy />}
        title="No open cases"
        description="Every question and complaint has been resolved."
      />
    )
  return (
    <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {open.slice(0, most).map((one) => (
        <Fragment key={one.id}>
          <Group component="li" wrap="nowrap" gap="sm" mih={44} px="xs">
            <Stack gap={0} flex={1} miw={0}>
              <Anchor component={Link} to={recordPath('cases', one.id)} c="inherit" fw={500} truncate>
                {one.subject}
              </Anchor>
              <Text fz="xs" c="dimmed" truncate>
                {nameOf('customers', one.customerId)}
              </Text>
            </Stack>
            {(one.priority === 'high' || one.priority === 'urgent') && (
              <FieldValue field={supportCase.fields.priority} value={one.priority} />
            )}
            <FieldValue field={supportCase.fields.status} value={one.status} />
          </Group>
          <Divider component="li" aria-hidden />
        </Fragment>
      ))}
      {open.length > most && (
        <Anchor component={Link} to={listPath('cases')} fz="sm" px="xs" py="xs">
          All {open.length} open cases
        </Anchor>
      )}
    </Stack>
  )
}
