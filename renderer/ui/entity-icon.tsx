/** One icon per kind of record, the same everywhere. */
import {
  IconBolt,
  IconBuildingStore,
  IconChecklist,
  IconId,
  IconLifebuoy,
  IconMessages,
  IconPackage,
  IconSettings,
  IconShoppingCart,
  IconStack2,
  IconTag,
  IconTarget,
} from '@tabler/icons-react'
import type { CollectionName } from '../../shared/entities/index.ts'

const icons = {
  customers: IconBuildingStore,
  leads: IconTarget,
  salesReps: IconId,
  products: IconPackage,
  priceLists: IconTag,
  stockMovements: IconStack2,
  orders: IconShoppingCart,
  interactions: IconMessages,
  tasks: IconChecklist,
  cases: IconLifebuoy,
  settings: IconSettings,
  calls: IconBolt,
} as const satisfies Record<CollectionName, unknown>

export function EntityIcon({ of, size = 20 }: { of: CollectionName; size?: number }) {
  const Icon = icons[of]
  return <Icon size={size} stroke={1.75} aria-hidden style={{ flexShrink: 0 }} />
}
