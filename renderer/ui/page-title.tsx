/** The bar at the top of a page: its name as the page's only h1, what belongs beside it, and its actions. */
import { Box, Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface PageTitleProps {
  title: string
  /** The entity's icon. */
  icon?: ReactNode
  /** Beside the name: a count, a status badge, the sync state. */
  beside?: ReactNode
  /** Above the name: where the page belongs. */
  above?: ReactNode
  /** One filled button at most. */
  actions?: ReactNode
}

export function PageTitle({ title, icon, beside, above, actions }: PageTitleProps) {
  useDocumentTitle(`${title} · Satchel`)
  return (
    <Box component="header" pb="xs">
      {above && (
        <Text size="sm" c="dimmed" component="div">
          {above}
        </Text>
      )}
      <Group justify="space-between" mih={44} gap="sm" wrap="wrap">
        <Group gap="sm" miw={0} wrap="nowrap">
          {icon}
          <Title order={1} lineClamp={1} title={title}>
            {title}
          </Title>
          {beside}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  )
}
