/** The navigation as a list of links: icon and label, or on the narrow rail the icon over a short label. */
import { t } from '@lingui/core/macro'
import { Divider, Text, UnstyledButton } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import type { Role } from '../../shared/roles.ts'
import { mayLead } from '../features/teams/may-lead.ts'
import { EntityIcon } from '../ui/entity-icon.tsx'
import { usePerson } from '../ui/record/use-access.ts'
import { adminItems, workItems } from './nav-items.ts'
import type { NavItem } from './nav-items.ts'
import classes from './navigation.module.css'

interface NavigationProps {
  role: Role
  rail: boolean
  onNavigate: () => void
}

export function Navigation({ role, rail, onNavigate }: NavigationProps) {
  const admin = adminItems(role)
  const leadsTeam = mayLead(usePerson())
  const list = (items: readonly NavItem[]) => (
    <ul className={classes['list']}>
      {items.map((item) => (
        <NavigationLink key={item.path} item={item} rail={rail} onNavigate={onNavigate} />
      ))}
    </ul>
  )
  return (
    <nav aria-label={t`Main`}>
      {list(workItems(role, leadsTeam))}
      {admin.length > 0 && (
        <>
          <Divider my="xs" />
          {!rail && (
            <Text size="xs" c="dimmed" fw={500} px="xs" pb={4}>
              {t`Administration`}
            </Text>
          )}
          {list(admin)}
        </>
      )}
    </nav>
  )
}

function NavigationLink({
  item,
  rail,
  onNavigate,
}: {
  item: NavItem
  rail: boolean
  onNavigate: () => void
}) {
  const here = useRouterState({ select: (state) => state.location.pathname })
  const active = item.path === '/' ? here === '/' : here === item.path || here.startsWith(`${item.path}/`)
  const Icon = item.icon
  return (
    <li>
      <UnstyledButton
        component={Link}
        to={item.path}
        className={rail ? classes['railLink'] : classes['link']}
        data-active={active || undefined}
        aria-current={active ? 'page' : undefined}
        onClick={onNavigate}
      >
        {typeof Icon === 'string' ? <EntityIcon of={Icon} /> : <Icon size={20} stroke={1.75} aria-hidden />}
        <span className={classes['label']}>{rail ? item.short : item.label}</span>
      </UnstyledButton>
    </li>
  )
}
