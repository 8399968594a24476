/** A change of a record in words: which fields, and from what to what where that is short enough to be kept. */
import { t } from '@lingui/core/macro'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { HistoryFieldChange } from '../../../shared/entities/history.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import { word } from '../../words/say.ts'

/** "Status: Active → Inactive", "Due: 3 May 2026", "Notes". */
export function fieldChangeWords(
  collection: CollectionName,
  { name, from, to }: HistoryFieldChange,
  nameOf: NameOf,
): string {
  const field = entityOf(collection).fields[name]
  if (!field) return name
  const label = word(field.label)
  const before = from === undefined ? '' : fieldText(field, from, {}, nameOf)
  const after = to === undefined ? '' : fieldText(field, to, {}, nameOf)
  if (before && after) return t`${label}: ${before} → ${after}`
  if (after) return t`${label}: ${after}`
  return before ? t`${label}: ${before} removed` : label
}
