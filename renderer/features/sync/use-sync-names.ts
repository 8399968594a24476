/** Names of everything that a change or an entry of the inbox may refer to. */
import type { CollectionName } from '../../../shared/entities/index.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'

const named: readonly CollectionName[] = ['customers', 'leads', 'salesReps', 'products', 'orders', 'settings']

export const useSyncNames = () => useReferenceNames(named)
