/** One quiet line that says that all is well. */
import { Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export const CalmNote = ({ children }: { children: ReactNode }) => (
  <Group gap="xs" c="dimmed" wrap="nowrap">
    <IconCircleCheck size={16} stroke={1.75} aria-hidden />
    <Text size="sm">{children}</Text>
  </Group>
)
