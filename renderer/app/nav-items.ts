/** The navigation: what is in it, in which order, and for whom. */
import { IconBolt, IconHome, IconStack2, IconTableImport, IconUsersGroup } from '@tabler/icons-react'
import { entityOf } from '../../shared/entities/index.ts'
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

const work: readonly NavItem[] = [
  { path: '/', label: 'Home', short: 'Home', icon: IconHome },
  ofCollection('customers'),
  ofCollection('leads'),
  ofCollection('orders'),
  ofCollection('interactions'),
  ofCollection('tasks'),
  ofCollection('cases'),
  ofCollection('products'),
  ofCollection('salesReps', 'Sales reps'),
]

const administration: readonly NavItem[] = [
  { path: '/admin/inventory', label: 'Inventory', short: 'Inventory', icon: IconStack2 },
  { path: '/admin/users', label: 'Users', short: 'Users', icon: IconUsersGroup },
  { path: '/admin/import', label: 'Import', short: 'Import', icon: IconTableImport },
  { path: '/admin/procedures', label: 'Procedures', short: 'Procedures', icon: IconBolt },
]

/** What this role never sees is not shown at all. */
export const workItems = (role: Role): readonly NavItem[] =>
  work.filter(({ icon }) => !(role === 'support' && icon === 'leads'))

export const adminItems = (role: Role): readonly NavItem[] => (role === 'admin' ? administration : [])
