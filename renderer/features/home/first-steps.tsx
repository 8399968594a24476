/** What an administrator does first in a new company; gone as soon as all of it is done. */
import { t } from '@lingui/core/macro'
import { Box, Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { newPath } from '../../ui/record/record-paths.ts'

const importPath = '/admin/import'
const usersPath = '/admin/users'
const countOnly = { offset: 0, limit: 0 }
const counted = (list: ListName): ListView => ({ list })
const [people, products, customers] = [counted('salesReps'), counted('products'), counted('customers')]

interface Step {
  title: string
  text: string
  done: boolean
  actions: readonly { label: string; path: string }[]
}

export function FirstSteps() {
  const peopleCount = useCount(people)
  const productCount = useCount(products)
  const customerCount = useCount(customers)
  if (peopleCount === undefined || productCount === undefined || customerCount === undefined) return null
  const steps: readonly Step[] = [
    {
      title: t`Add your people`,
      text: t`Everybody signs in with an account of their own; their role and team decide what they see.`,
      done: peopleCount > 1,
      actions: [{ label: t`Manage users`, path: usersPath }],
    },
    {
      title: t`Bring in your products`,
      text: t`What you sell, at which price, and how much of it is in stock.`,
      done: productCount > 0,
      actions: [
        { label: t`Import a file`, path: importPath },
        { label: t`New product`, path: newPath('products') },
      ],
    },
    {
      title: t`Bring in your customers`,
      text: t`From a CSV file of any system: you see every row before it is taken in, and can take it back.`,
      done: customerCount > 0,
      actions: [
        { label: t`Import a file`, path: importPath },
        { label: t`New customer`, path: newPath('customers') },
      ],
    },
  ]
  if (steps.every(({ done }) => done)) return null
  return (
    <Paper withBorder p="md" mt="sm" component="section" aria-labelledby="first-steps">
      <Title order={2} size="h3" id="first-steps">
        {t`Set up your company`}
      </Title>
      {steps.map(({ title, text, done, actions }) => (
        <Group key={title} mt="md" gap="md" wrap="nowrap" align="start">
          <Box c={done ? 'teal' : 'dimmed'} pt={2}>
            {done ? (
              <IconCircleCheck size={20} stroke={1.75} aria-label={t`Done`} />
            ) : (
              <IconCircleDashed size={20} stroke={1.75} aria-hidden />
            )}
          </Box>
          <Box flex={1}>
            <Text fw={600}>{title}</Text>
            <Text c="dimmed" size="sm">
              {text}
            </Text>
          </Box>
          {!done && (
            <Group gap="xs">
              {actions.map(({ label, path }) => (
                <Button key={path} variant="default" component={Link} to={path}>
                  {label}
                </Button>
              ))}
            </Group>
          )}
        </Group>
      ))}
    </Paper>
  )
}

/** Undefined while it is counted. */
function useCount(view: ListView): number | undefined {
  const { total, loading } = useView(view, countOnly)
  return loading ? undefined : total
}
