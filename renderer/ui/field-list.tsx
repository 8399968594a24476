/** Facts about one thing: label and value, one under the other. Empty values are left out by the caller. */
import { DataList } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Fact {
  label: string
  value: ReactNode
}

export const FieldList = ({ facts, labelWidth = 112 }: { facts: readonly Fact[]; labelWidth?: number }) => (
  <DataList labelWidth={`${labelWidth}px`} gap="xs">
    {facts.map(({ label, value }) => (
      <DataList.Item key={label} style={{ alignItems: 'flex-start' }}>
        <DataList.ItemLabel style={{ flex: `0 0 ${labelWidth}px`, overflowWrap: 'anywhere' }}>
          {label}
        </DataList.ItemLabel>
        <DataList.ItemValue style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
          {value}
        </DataList.ItemValue>
      </DataList.Item>
    ))}
  </DataList>
)
