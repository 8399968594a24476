/** A row of figures at the head of a page: what is counted, the figure, and a line of what is behind it. */
import { Anchor, Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface Stat {
  label: string
  value: ReactNode
  detail?: ReactNode
  /** Where it can be looked at. */
  path?: string
}

export const Stats = ({ stats, label }: { stats: readonly Stat[]; label: string }) => (
  <Group component="dl" aria-label={label} m={0} gap="12px 40px" align="flex-start">
    {stats.map(({ label: name, value, detail, path }) => (
      <Box key={name} miw={0}>
        <Text component="dt" fz="xs" c="dimmed">
          {path ? (
            <Anchor component={Link} to={path} c="inherit" inherit>
              {name}
            </Anchor>
          ) : (
            name
          )}
        </Text>
        <Box component="dd" m={0}>
          <Text component="div" fw={600} fz="lg" lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
          {detail && (
            <Text component="div" fz="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {detail}
            </Text>
          )}
        </Box>
      </Box>
    ))}
  </Group>
)
