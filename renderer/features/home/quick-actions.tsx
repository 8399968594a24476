/** What this role starts most often. One is filled: what the role is there for. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Role } from '../../../shared/roles.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { newPath } from '../../ui/record/record-paths.ts'
import type { PagedCollection } from '../../ui/record/record-paths.ts'

interface QuickAction {
  label: string
  collection: PagedCollection
}

const forSelling = (): readonly QuickAction[] => [
  { label: t`New lead`, collection: 'leads' },
  { label: t`New task`, collection: 'tasks' },
  { label: t`Log interaction`, collection: 'interactions' },
  { label: t`New order`, collection: 'orders' },
]
const forSupport = (): readonly QuickAction[] => [
  { label: t`New task`, collection: 'tasks' },
  { label: t`Log interaction`, collection: 'interactions' },
  { label: t`New case`, collection: 'cases' },
]

export function QuickActions({ role }: { role: Role }) {
  const actions = role === 'support' ? forSupport() : forSelling()
  return actions.map(({ label, collection }, index) => (
    <Button
      key={collection}
      component={Link}
      to={newPath(collection)}
      variant={index === actions.length - 1 ? 'filled' : 'default'}
      leftSection={<EntityIcon of={collection} size={16} />}
    >
      {label}
    </Button>
  ))
}
