/** The person's day: what is due, who has gone quiet, what was ordered, and what has not been sent yet. */
import { t } from '@lingui/core/macro'
import { Box, Grid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { OpenCases } from '../../features/cases/open-cases.tsx'
import { FirstSteps } from '../../features/home/first-steps.tsx'
import { OutboxSection } from '../../features/home/outbox-section.tsx'
import { QuickActions } from '../../features/home/quick-actions.tsx'
import { QuietLeadsSection } from '../../features/home/quiet-leads-section.tsx'
import { NewsSection } from '../../features/home/news-section.tsx'
import { OrdersInNeed } from '../../features/home/orders-in-need.tsx'
import { QuietCustomers } from '../../features/home/quiet-customers.tsx'
import { RecentOrders } from '../../features/orders/recent-orders.tsx'
import { TaskAgenda } from '../../features/tasks/task-agenda.tsx'
import { mayLead } from '../../features/teams/may-lead.ts'
import { TeamDay } from '../../features/teams/team-table.tsx'
import { formatLongDay } from '../../ui/format.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useNow } from '../../ui/use-now.ts'

export function HomePage() {
  const person = usePerson()
  const now = useNow(60_000)
  const isSupport = person.role === 'support'
  const today = formatLongDay(now)
  return (
    <>
      <PageTitle
        title={t`Today`}
        beside={
          <Text c="dimmed" component="span">
            {today}
          </Text>
        }
        actions={<QuickActions role={person.role} />}
      />
      {person.role === 'admin' && <FirstSteps />}
      <Grid gap="xl" mt="sm">
        <Grid.Col span={{ base: 12, md: 5.5 }}>
          <Stack gap="xl">
            <Section title={t`Due today and overdue`}>
              <TaskAgenda person={person} />
            </Section>
            {!isSupport && (
              <>
                <Section title={t`Leads gone quiet`}>
                  <QuietLeadsSection />
                </Section>
                <Section title={t`Customers to contact`}>
                  <QuietCustomers />
                </Section>
              </>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6.5 }}>
          <Stack gap="xl">
            <Section title={t`Sent and to decide`}>
              <OutboxSection />
            </Section>
            {isSupport && (
              <Section title={t`Open cases`}>
                <OpenCases />
              </Section>
            )}
            {mayLead(person) && (
              <Section title={t`The team’s day`}>
                <TeamDay person={person} />
              </Section>
            )}
            {!isSupport && (
              <Section title={t`Orders that need you`}>
                <OrdersInNeed />
              </Section>
            )}
            <Section title={t`Since you were last here`}>
              <NewsSection person={person} />
            </Section>
            <Section title={t`Recent orders`}>
              <RecentOrders />
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box component="section">
    <Title order={2} size="h3" pb="xs" mb="xs">
      {title}
    </Title>
    {children}
  </Box>
)
