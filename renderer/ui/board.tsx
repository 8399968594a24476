/**
 * Records as cards in columns, one column for each state. A card is moved by drag, by its menu, or with
 * Alt and an arrow key while it has the focus; a move is said aloud for screen readers. The board knows
 * nothing of what it shows: a refused move is simply not made by the page.
 */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { t } from '@lingui/core/macro'
import {
  ActionIcon,
  Anchor,
  Box,
  Button,
  Group,
  Menu,
  Paper,
  Text,
  Title,
  VisuallyHidden,
} from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Tone } from '../../shared/entities/fields.ts'
import classes from './board.module.css'
import { formatNumber } from './format.ts'
import { toneColor, toneIcon } from './tone-badge.tsx'

export interface BoardColumn<T> {
  id: string
  title: string
  tone: Tone
  /** All of them; `items` may hold the first ones only. */
  count: number
  /** Under the title, such as the sum of what stands there. */
  note?: string
  items: readonly T[]
  /** Said where there is nothing. */
  empty: string
}

export interface BoardProps<T> {
  label: string
  columns: readonly BoardColumn<T>[]
  idOf: (item: T) => string
  titleOf: (item: T) => string
  href: (item: T) => string
  /** Under the title. */
  card: (item: T) => ReactNode
  /** Which columns the item may be moved to. */
  mayMove: (item: T, column: string) => boolean
  onMove: (item: T, column: string) => void
  /** Further entries of a card's menu. */
  menu?: (item: T) => ReactNode
  /** Asked for when a column has more than it shows. */
  onMore?: (column: string) => void
}

/** Marks what is dragged as ours, and from which board. */
interface Dragged {
  board: string
  id: string
  from: string
}

/** It was on the card that left its column, or in that card's menu. */
function isFocusLost(card: HTMLElement | null): boolean {
  const { activeElement } = document
  if (activeElement === null || activeElement === document.body) return true
  return (
    activeElement.closest('[role="menu"]') !== null ||
    card?.closest('[role="group"]')?.contains(activeElement) === true
  )
}

export function Board<T>(props: BoardProps<T>) {
  const { label, columns, idOf, titleOf, mayMove } = props
  const [said, setSaid] = useState('')
  const boardId = useId()
  const moved = useRef<string>(undefined)
  const wasMoved = useCallback((id: string) => {
    if (moved.current !== id) return false
    moved.current = undefined
    return true
  }, [])
  const move = (item: T, to: string) => {
    const column = columns.find(({ id }) => id === to)
    if (!column || !mayMove(item, to)) return
    moved.current = idOf(item)
    props.onMove(item, to)
    setSaid(t`${{ name: titleOf(item) }} moved to ${{ column: column.title }}`)
  }
  const find = (id: string) => columns.flatMap(({ items }) => items).find((item) => idOf(item) === id)
  return (
    <Box className={classes['board']} role="group" aria-label={label}>
      {columns.map((column) => (
        <Column
          key={column.id}
          {...props}
          column={column}
          boardId={boardId}
          wasMoved={wasMoved}
          accepts={(id) => {
            const item = find(id)
            return item !== undefined && mayMove(item, column.id)
          }}
          onDrop={(id) => {
            const item = find(id)
            if (item !== undefined) move(item, column.id)
          }}
          move={move}
        />
      ))}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </Box>
  )
}

interface ColumnProps<T> extends BoardProps<T> {
  column: BoardColumn<T>
  boardId: string
  accepts: (id: string) => boolean
  onDrop: (id: string) => void
  move: (item: T, to: string) => void
  /** True once for the card that was moved last: in its new column it is drawn anew. */
  wasMoved: (id: string) => boolean
}

function Column<T>({ column, boardId, accepts, onDrop, ...board }: ColumnProps<T>) {
  const element = useRef<HTMLElement>(null)
  const [isOver, setIsOver] = useState(false)
  const handlers = useRef({ accepts, onDrop })
  useEffect(() => {
    handlers.current = { accepts, onDrop }
  })
  useEffect(() => {
    if (!element.current) return undefined
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => {
        const dragged = source.data as Partial<Dragged>
        return (
          dragged.board === boardId &&
          dragged.from !== column.id &&
          dragged.id !== undefined &&
          handlers.current.accepts(dragged.id)
        )
      },
      onDragEnter: () => setIsOver(true),
      onDragLeave: () => setIsOver(false),
      onDrop: ({ source }) => {
        setIsOver(false)
        handlers.current.onDrop((source.data as Partial<Dragged>).id ?? '')
      },
    })
  }, [boardId, column.id])
  const Icon = toneIcon[column.tone]
  const hidden = column.count - column.items.length
  return (
    <section
      ref={element}
      className={classes['column']}
      data-over={isOver || undefined}
      aria-label={column.title}
    >
      <Group gap={6} wrap="nowrap" px="xs" pt="xs">
        <Icon
          size={16}
          stroke={1.75}
          aria-hidden
          color={`var(--mantine-color-${toneColor[column.tone]}-text)`}
        />
        <Title order={2} size="sm" lineClamp={1}>
          {column.title}
        </Title>
        <Text c="dimmed" size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formatNumber(column.count)}
        </Text>
      </Group>
      <Text px="xs" size="xs" c="dimmed" mih={18} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {column.note}
      </Text>
      <ul className={classes['cards']} tabIndex={column.items.length > 0 ? undefined : -1}>
        {column.items.map((item) => (
          <Card key={board.idOf(item)} {...board} item={item} column={column} boardId={boardId} />
        ))}
        {column.items.length === 0 && (
          <Text component="li" size="sm" c="dimmed" px="xs" py="sm">
            {column.empty}
          </Text>
        )}
        {hidden > 0 && board.onMore && (
          <li>
            <Button
              variant="subtle"
              size="compact-sm"
              fullWidth
              onClick={() => board.onMore?.(column.id)}
              aria-label={t`Show more of ${{ column: column.title }}`}
            >
              {t`${{ hidden: formatNumber(hidden) }} more`}
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}

interface CardProps<T> extends BoardProps<T> {
  item: T
  column: BoardColumn<T>
  boardId: string
  move: (item: T, to: string) => void
  /** True once for the card that was moved last: in its new column it is drawn anew. */
  wasMoved: (id: string) => boolean
}

function Card<T>({
  item,
  column,
  columns,
  boardId,
  idOf,
  titleOf,
  href,
  mayMove,
  move,
  wasMoved,
  ...board
}: CardProps<T>) {
  const element = useRef<HTMLLIElement>(null)
  const link = useRef<HTMLAnchorElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isDragged, setIsDragged] = useState(false)
  const id = idOf(item)
  const title = titleOf(item)
  const targets = columns.filter((target) => target.id !== column.id && mayMove(item, target.id))
  const isMovable = targets.length > 0
  useEffect(() => {
    if (!element.current || !isMovable) return undefined
    const data: Dragged = { board: boardId, id, from: column.id }
    return draggable({
      element: element.current,
      getInitialData: () => ({ ...data }),
      onDragStart: () => setIsDragged(true),
      onDrop: () => setIsDragged(false),
    })
  }, [boardId, id, column.id, isMovable])
  useEffect(() => {
    if (wasMoved(id) && isFocusLost(element.current)) link.current?.focus()
  }, [id, wasMoved])
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    const step = (event.key === 'ArrowRight') === (document.documentElement.dir !== 'rtl') ? 1 : -1
    const place = columns.findIndex((one) => one.id === column.id)
    for (let at = place + step; at >= 0 && at < columns.length; at += step) {
      const target = columns[at]
      if (!target || !mayMove(item, target.id)) continue
      event.preventDefault()
      move(item, target.id)
      return
    }
  }
  const entries = board.menu?.(item)
  return (
    <li ref={element} className={classes['item']} data-dragged={isDragged || undefined}>
      <Paper withBorder p="xs" className={classes['card']} onKeyDown={onKeyDown}>
        <Group gap={4} wrap="nowrap" align="start" justify="space-between">
          <Anchor
            ref={link}
            component={Link}
            to={href(item)}
            draggable={false}
            c="inherit"
            fw={500}
            lineClamp={2}
            {...(isMovable && { 'aria-keyshortcuts': 'Alt+ArrowLeft Alt+ArrowRight' })}
          >
            {title}
          </Anchor>
          {(isMovable || entries) && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon
                  ref={button}
                  variant="subtle"
                  color="gray"
                  aria-label={t`Actions for ${{ name: title }}`}
                >
                  <IconDots size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              {/* First the focus: what an entry opens gives it back to where it was. */}
              <Menu.Dropdown onClickCapture={() => button.current?.focus()}>
                {isMovable && <Menu.Label>{t`Move to`}</Menu.Label>}
                {targets.map((target) => {
                  const Icon = toneIcon[target.tone]
                  return (
                    <Menu.Item
                      key={target.id}
                      leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
                      onClick={() => move(item, target.id)}
                    >
                      {target.title}
                    </Menu.Item>
                  )
                })}
                {isMovable && entries && <Menu.Divider />}
                {entries}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
        {board.card(item)}
      </Paper>
    </li>
  )
}
