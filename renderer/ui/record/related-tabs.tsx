/** What belongs to a record, one tab for each kind, with how many there are. */
import { Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import { formatNumber } from '../format.ts'

export interface RelatedTab {
  value: string
  label: string
  /** What is counted. */
  collection?: CollectionName
  query?: Query
  /** Where there is no query to count. */
  count?: number
  panel: ReactNode
}

export const RelatedTabs = ({ tabs }: { tabs: readonly RelatedTab[] }) => (
  <Tabs defaultValue={tabs[0]?.value ?? null} keepMounted={false}>
    <Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Tab
          key={tab.value}
          value={tab.value}
          px={10}
          rightSection={
            tab.collection && tab.query ? (
              <LiveCount collection={tab.collection} query={tab.query} />
            ) : (
              <Count count={tab.count} />
            )
          }
        >
          {tab.label}
        </Tabs.Tab>
      ))}
    </Tabs.List>
    {tabs.map((tab) => (
      <Tabs.Panel key={tab.value} value={tab.value} pt="md">
        {tab.panel}
      </Tabs.Panel>
    ))}
  </Tabs>
)

function LiveCount({ collection, query }: { collection: CollectionName; query: Query }) {
  const { records, loading } = useRecords(collection, query)
  return loading ? null : <Count count={records.length} />
}

const Count = ({ count }: { count: number | undefined }) =>
  count === undefined || count === 0 ? null : (
    <Text component="span" size="xs" c="dimmed">
      {formatNumber(count)}
    </Text>
  )
