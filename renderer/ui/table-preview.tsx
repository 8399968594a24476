/**
 * What is known of the row that a person is on, without leaving the list: beside the table where the window is wide
 * enough, and then for every list until it is closed; over it in a narrow window, for this once.
 */
import { t } from '@lingui/core/macro'
import { Box, Button, CloseButton, Drawer, Group, Text } from '@mantine/core'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'
import { usePreferences } from './preferences.ts'

/** px of table and preview together from which they stand side by side. */
const besideFrom = 960
/** px that the table leaves to the preview, with the gap between them. */
const besideWidth = 416 + 16

export interface Preview {
  isOpen: boolean
  place: 'beside' | 'over'
  toggle: () => void
  /** Whether there was anything to close. */
  close: () => boolean
}

/** `width`: px of table and preview together. Also answers how many of them are the table's. */
export function usePreview(width: number): { preview: Preview; tableWidth: number } {
  const isKept = usePreferences((preferences) => preferences.preview)
  const keep = usePreferences((preferences) => preferences.setPreview)
  const [isOver, setIsOver] = useState(false)
  const isBeside = width >= besideFrom
  const isOpen = isBeside ? isKept : isOver
  const set = isBeside ? keep : setIsOver
  const preview = useMemo<Preview>(
    () => ({
      isOpen,
      place: isBeside ? 'beside' : 'over',
      toggle: () => set(!isOpen),
      close() {
        set(false)
        return isOpen
      },
    }),
    [isOpen, isBeside, set],
  )
  return { preview, tableWidth: isBeside && isOpen ? width - besideWidth : width }
}

/** By mouse and touch; a narrow window has no room to choose a row beside its preview. */
export const PreviewButton = ({ preview: { isOpen, place, toggle } }: { preview: Preview }) =>
  place === 'beside' && (
    <Button
      variant={isOpen ? 'light' : 'default'}
      size="xs"
      aria-pressed={isOpen}
      leftSection={<IconLayoutSidebarRight size={16} stroke={1.75} aria-hidden />}
      onClick={toggle}
    >
      {t`Preview`}
    </Button>
  )

interface PanelProps {
  place: Preview['place']
  onClose: () => void
  children: ReactNode
}

export function PreviewPanel({ place, onClose, children }: PanelProps) {
  if (place === 'over')
    return (
      <Drawer opened onClose={onClose} position="right" size={480} title={t`Preview`}>
        {children}
      </Drawer>
    )
  return (
    <Box
      component="aside"
      className={classes['preview']}
      aria-label={t`Preview`}
      data-print="never"
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) onClose()
      }}
    >
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text size="xs" fw={500} c="dimmed">
          {t`Preview`}
        </Text>
        <CloseButton size="sm" aria-label={t`Close the preview`} onClick={onClose} />
      </Group>
      {children}
    </Box>
  )
}
