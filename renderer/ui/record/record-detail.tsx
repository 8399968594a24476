/**
 * The detail page of any kind of record: header with name, state and sync; its key facts; and beside them
 * what the page brings. One primary action at most, Edit, and the rest in a menu. E edits.
 *
 * A record that does not exist and one that the person may not see look the same here, as on the server.
 */
import { t } from '@lingui/core/macro'
import { ActionIcon, Alert, Anchor, Box, Button, Group, Menu, Skeleton, Stack, Text } from '@mantine/core'
import { IconDots, IconGitMerge, IconLink, IconLock, IconPencil, IconTrash } from '@tabler/icons-react'
import { Link, Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import { mergedIntoOf } from '../../../shared/merged-records.ts'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import { useInbox, useRecord, useWaitingIds } from '../../data/index.ts'
import { EntityIcon } from '../entity-icon.tsx'
import { NothingHere } from '../nothing-here.tsx'
import { notifyProblem, notifyShortly } from '../notify-with-undo.tsx'
import { PageTitle } from '../page-title.tsx'
import { usePageActions } from '../page-actions.ts'
import { usePageKeys } from '../page-keys.ts'
import { usePreferences } from '../preferences.ts'
import { useLate } from '../use-late.ts'
import { FieldValue } from './field-value.tsx'
import classes from './record-detail.module.css'
import { keyFacts } from './key-facts.ts'
import { RecordFacts } from './record-facts.tsx'
import { RecordButton, RecordMenuItem, isGiven } from './record-action.tsx'
import type { RecordAction, RecordActions } from './record-action.tsx'
import { recordLink } from './record-link.ts'
import { RecordSteps } from './record-steps.tsx'
import { editPath, listPath, recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { removeWithUndo } from './remove-with-undo.ts'
import { useAccess } from './use-access.ts'
import { WaitingNote } from './waiting-mark.tsx'
import { manyInSentence, nameOfMany, nameOfOne, oneInSentence } from '../../words/entity-words.ts'
import { messageOf } from '../../words/say.ts'

interface RecordDetailProps<C extends PagedCollection> {
  collection: C
  id: string
  /** Instead of the key facts of its kind; eight are shown, the rest on demand. */
  facts?: readonly (keyof DocumentIn<C> & string)[]
  /** Replaces the entity's own name for the record. */
  title?: (record: DocumentIn<C>) => string
  /** The choice field shown as a badge beside the name; `status` when there is one. */
  badge?: ReactNode | ((record: DocumentIn<C>) => ReactNode)
  /** What can be done beside editing and deleting. */
  can?: (record: DocumentIn<C>) => RecordActions
  /** What is more than one button, such as a menu of its own. */
  actions?: (record: DocumentIn<C>) => ReactNode
  /** Replaces the key facts; they stay at the side. */
  children?: (record: DocumentIn<C>) => ReactNode
  /** False where records of this kind are changed in another way. */
  editable?: boolean
  deletable?: boolean
}

export function RecordDetail<C extends PagedCollection>(props: RecordDetailProps<C>) {
  const { collection, id, actions, can, children, editable = true, deletable = true } = props
  const facts: readonly (keyof DocumentIn<C> & string)[] = props.facts ?? keyFacts[collection]
  const { record, loading } = useRecord(collection, id)
  const entity = entityOf(collection)
  const late = useLate(loading)
  const waiting = useWaitingIds(collection).has(id)
  const allowed = useAccess(collection, record)
  const navigate = useNavigate()
  const [seen, setSeen] = useState<string>()
  const isHere = record !== undefined
  if (isHere && seen !== id) setSeen(id)
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const canEdit = editable && allowed.update
  const canDelete = deletable && allowed.delete
  usePageKeys(letterKeys && canEdit ? [['E', () => void navigate({ to: editPath(collection, id) })]] : [])
  const own = record ? (can?.(record).filter(isGiven) ?? []) : []
  const inMenu: RecordAction[] = record
    ? [
        ...own.filter(({ place }) => place === undefined),
        { label: t`Copy link`, icon: IconLink, does: () => void copyLink(collection, id) },
        ...(canDelete
          ? [
              {
                label: t`Delete`,
                icon: IconTrash,
                danger: true,
                does: () =>
                  void removeWithUndo(collection, record).then((gone) =>
                    gone ? navigate({ to: listPath(collection) }) : undefined,
                  ),
              },
            ]
          : []),
      ]
    : []
  const onPage = own.filter(({ place }) => place !== undefined)
  usePageActions(
    [...onPage, ...inMenu].map(({ label, does }) => ({
      label,
      run: typeof does === 'function' ? does : () => void navigate(does),
    })),
  )

  if (loading && !record)
    return late ? (
      <Stack aria-busy aria-label={t`Loading`}>
        <Skeleton h={28} w={280} />
        <Skeleton h={160} maw={640} />
      </Stack>
    ) : null
  if (!record) return <RecordMissing collection={collection} hasLeft={seen === id} />
  const mergedInto = mergedIntoOf(record)
  if (mergedInto !== undefined) return <ToSurvivor collection={collection} id={mergedInto} />

  const statusField = entity.fields['status']
  const status = statusField && (
    <FieldValue field={statusField} value={(record as Record<string, unknown>)['status']} />
  )
  const badge = typeof props.badge === 'function' ? props.badge(record) : (props.badge ?? status)
  return (
    <article>
      <PageTitle
        title={(props.title ?? entity.title)(record)}
        icon={<EntityIcon of={collection} size={24} />}
        above={
          <Group justify="space-between">
            <Anchor
              component={Link}
              to={listPath(collection)}
              activeOptions={{ exact: true }}
              size="sm"
              c="dimmed"
            >
              {nameOfMany(collection)}
            </Anchor>
            <RecordSteps collection={collection} id={id} />
          </Group>
        }
        beside={
          <>
            {badge}
            {waiting && <WaitingNote />}
          </>
        }
        actions={
          <>
            {onPage.map((action) => (
              <RecordButton key={action.label} action={action} />
            ))}
            {actions?.(record)}
            {canEdit && (
              <Button
                component={Link}
                to={editPath(collection, id)}
                variant="default"
                leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
              >
                {t`Edit`}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size="input-sm" aria-label={t`More actions`}>
                  <IconDots size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {inMenu.map((action) => (
                  <RecordMenuItem key={action.label} action={action} />
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <ToDecide id={id} />
      <Box className={classes['columns']}>
        <Box component="section" className={classes['facts']} aria-label={t`Key facts`}>
          <RecordFacts collection={collection} record={record} names={facts} />
        </Box>
        <Box className={classes['main']}>{children?.(record)}</Box>
      </Box>
    </article>
  )
}

async function copyLink(collection: PagedCollection, id: string) {
  const link = recordLink(collection, id)
  try {
    await navigator.clipboard.writeText(link)
    notifyShortly(t`The link was copied.`)
  } catch {
    // A browser may forbid it; the link can still be copied from what is shown.
    notifyProblem(t`The link could not be copied`, link)
  }
}

/** Something about this record waits for the person in the Sync inbox. */
function ToDecide({ id }: { id: string }) {
  const open = useInbox().filter((entry) => entry.documentId === id)
  const first = open[0]
  if (!first) return null
  return (
    <Alert
      mb="md"
      color={first.kind === 'clash' ? 'amber' : 'red'}
      icon={<IconGitMerge aria-hidden />}
      title={
        first.kind === 'clash'
          ? t`Somebody else changed this too`
          : t`The office did not accept a change of yours`
      }
    >
      <Text size="sm">
        {first.error ? messageOf(first.error) : t`Choose which to keep.`}{' '}
        <Anchor component={Link} to="/sync" size="sm">
          {t`Decide in Sync`}
        </Anchor>
      </Text>
    </Alert>
  )
}

/** Of a record that was merged: old links lead to the one that it is part of now. */
function ToSurvivor({ collection, id }: { collection: PagedCollection; id: string }) {
  const { record, loading } = useRecord(collection, id)
  if (record) return <Navigate to={recordPath(collection, id)} replace />
  if (loading) return null
  return (
    <>
      <PageTitle title={nameOfOne(collection)} />
      <NothingHere
        icon={<IconGitMerge />}
        title={t`This ${{ one: oneInSentence(collection) }} was merged into another one`}
        description={t`The record that it is part of now is not on this device: it is not yours to see. Ask your administrator.`}
      >
        <Button component={Link} to={listPath(collection)} variant="default">
          {t`All ${{ many: manyInSentence(collection) }}`}
        </Button>
      </NothingHere>
    </>
  )
}

/** `hasLeft`: it was on the screen a moment ago. */
export function RecordMissing({
  collection,
  hasLeft = false,
}: {
  collection: PagedCollection
  hasLeft?: boolean
}) {
  const one = oneInSentence(collection)
  return (
    <>
      <PageTitle title={t`${{ one: nameOfOne(collection) }} not found`} />
      <NothingHere
        icon={<IconLock />}
        title={hasLeft ? t`This ${one} has left this device` : t`This ${one} is not on this device`}
        description={
          hasLeft
            ? t`It was deleted, or it is not yours to see any more. What you had not sent of it is kept in Sync.`
            : t`It does not exist, it was deleted, or it is not yours to see. Ask its owner or your administrator.`
        }
      >
        <Button component={Link} to={listPath(collection)} variant="default">
          {t`All ${{ many: manyInSentence(collection) }}`}
        </Button>
      </NothingHere>
    </>
  )
}
