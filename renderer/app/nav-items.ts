/** The navigation: what is in it, in which order, and for whom. */
import { t } from '@lingui/core/macro'
import {
  IconBolt,
  IconBuilding,
  IconHome,
  IconStack2,
  IconTableImport,
  IconUsersGroup,
  IconUserStar,
} from '@tabler/icons-react'
import type { Role } from '../../shared/roles.ts'
import { listPath } from '../ui/record/record-paths.ts'
import type { PagedCollection } from '../ui/record/record-paths.ts'
import { nameOfMany } from '../words/entity-words.ts'

export interface NavItem {
  path: string
  label: string
  /** Under the icon of the narrow rail. */
  short: string
  icon: PagedCollection | typeof IconHome
}

const ofCollection = (collection: PagedCollection, short?: string): NavItem => {
  const label = nameOfMany(collection)
  return { path: listPath(collection), label, short: short ?? label, icon: collection }
}

const work = (): readonly NavItem[] => [
  { path: '/', label: t`Home`, short: t`Home`, icon: IconHome },
  ofCollection('customers'),
  ofCollection('leads'),
  ofCollection('orders'),
  ofCollection('interactions', t({ message: 'Interactions', context: 'narrow navigation' })),
  ofCollection('tasks'),
  ofCollection('cases'),
  ofCollection('products'),
  ofCollection('salesReps', t`Sales reps`),
  { path: '/team', label: t`Team`, short: t`Team`, icon: IconUserStar },
]

const administration = (): readonly NavItem[] => [
  {
    path: '/admin/inventory',
    label: t`Inventory`,
    short: t({ message: 'Inventory', context: 'narrow navigation' }),
    icon: IconStack2,
  },
  ofCollection('priceLists', t({ message: 'Price lists', context: 'narrow navigation' })),
  {
    path: '/admin/company',
    label: t`Company`,
    short: t({ message: 'Company', context: 'narrow navigation' }),
    icon: IconBuilding,
  },
  { path: '/admin/users', label: t`Users`, short: t`Users`, icon: IconUsersGroup },
  {
    path: '/admin/import',
    label: t({ message: 'Import', context: 'page' }),
    short: t({ message: 'Import', context: 'page' }),
    icon: IconTableImport,
  },
  {
    path: '/admin/procedures',
    label: t`Procedures`,
    short: t({ message: 'Procedures', context: 'narrow navigation' }),
    icon: IconBolt,
  },
]

/** What this role never sees is not shown at all; the team is for who leads one. */
export const workItems = (role: Role, leadsTeam = role === 'admin'): readonly NavItem[] =>
  work().filter(
    ({ icon, path }) => !(role === 'support' && icon === 'leads') && (leadsTeam || path !== '/team'),
  )

export const adminItems = (role: Role): readonly NavItem[] => (role === 'admin' ? administration() : [])
