/** A short list on an overview page: each entry a link with a line of detail, and its state at the end. */
import { Anchor, Divider, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { ReactNode } from 'react'

export interface SummaryEntry {
  id: string
  title: string
  /** Where the title leads, a path of the app. */
  path: string
  /** Under the title. */
  detail?: ReactNode
  /** Before the title, such as a checkbox. */
  before?: ReactNode
  /** At the end: amounts, badges. */
  state?: ReactNode
}

interface SummaryListProps {
  entries: readonly SummaryEntry[]
  /** Entries shown; the rest are behind `all`. */
  limit: number
  /** How many there are, where not all were fetched. */
  total?: number
  /** Where all of them are, and the words of that link. */
  all: { path: string; words: string }
}

export function SummaryList({ entries, limit, total = entries.length, all }: SummaryListProps) {
  return (
    <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {entries.slice(0, limit).map(({ id, title, path, detail, before, state }) => (
        <Fragment key={id}>
          <Group component="li" wrap="nowrap" gap="sm" mih={44} px="xs">
            {before}
            <Stack gap={0} flex={1} miw={0}>
              <Anchor component={Link} to={path} c="inherit" fw={500} truncate>
                {title}
              </Anchor>
              <Text fz="xs" c="dimmed" truncate>
                {detail}
              </Text>
            </Stack>
            {state}
          </Group>
          <Divider component="li" aria-hidden />
        </Fragment>
      ))}
      {total > Math.min(limit, entries.length) && (
        <Group component="li" mih={36} px="xs">
          <Anchor component={Link} to={all.path} fz="sm">
            {all.words}
          </Anchor>
        </Group>
      )}
    </Stack>
  )
}
