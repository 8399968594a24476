/** What stands between an order and the customer: why it was refused, what waits for stock, what was asked. */
import { plural, t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconPackageOff } from '@tabler/icons-react'
import type { Call } from '../../../shared/entities/call.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { availableOf } from '../../../shared/entities/product.ts'
import { phraseIn } from '../../../shared/phrase.ts'
import { lineState } from '../../../shared/order-lifecycle.ts'
import { AskedNote } from '../../ui/record/asked-note.tsx'
import { messageOf } from '../../words/say.ts'
import type { OrderCalls } from './order-rights.ts'
import { useOrderProducts } from './use-order-products.ts'

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** Why the office could not take it, in the reader's language. */
const reasonOf = ({ rejection = '', rejectionWords }: Order): string =>
  messageOf({ message: rejection, phrase: phraseIn(rejectionWords) })

interface Props {
  order: Order
  may: OrderCalls
  /** The newest call about it. */
  asked: Call | undefined
  onCancelWaiting: () => void
  onCancel: () => void
  onAllocate: () => void
}

export function OrderState({ order, may, asked, onCancelWaiting, onCancel, onAllocate }: Props) {
  const products = useOrderProducts(order)
  const hasComeIn = order.lines.some((line) => {
    const product = products.get(line.productId)
    return product && availableOf(product) > 0 && lineState(order.status, line).backordered > 0
  })
  const isAsked = asked?.status === 'pending'
  const waiting = order.lines.reduce((units, line) => units + lineState(order.status, line).backordered, 0)
  const isWaiting = (order.status === 'backordered' || order.status === 'part-fulfilled') && waiting > 0
  const isRefused = order.status === 'rejected'
  if (!isRefused && !isWaiting && (asked === undefined || asked.status === 'accepted')) return null
  return (
    <Stack gap="sm">
      {isRefused && (
        <Alert
          color="red"
          icon={<IconAlertOctagon {...icon} />}
          title={t`This order cannot be taken as it is`}
        >
          {t`${{ rejection: reasonOf(order) }} Change it and submit it again, or cancel it.`}
        </Alert>
      )}
      <AskedNote asked={asked} />
      {isWaiting && (
        <Alert
          color="amber"
          icon={<IconPackageOff {...icon} />}
          title={plural(waiting, { one: '# unit waits for stock', other: '# units wait for stock' })}
        >
          <Text size="sm">
            {t`What comes in is promised to the oldest orders first. You can leave it so, or choose:`}
          </Text>
          {(may.cancel || may.cancelWaiting) && !isAsked && (
            <Group gap="xs" mt="xs">
              {may.allocate && hasComeIn && (
                <Button size="compact-sm" variant="default" onClick={onAllocate}>
                  {t`Take what has come in`}
                </Button>
              )}
              {may.cancelWaiting && (
                <Button size="compact-sm" variant="default" onClick={onCancelWaiting}>
                  {t`Send only what is confirmed`}
                </Button>
              )}
              {may.cancel && (
                <Button size="compact-sm" variant="default" onClick={onCancel}>
                  {t`Cancel the order`}
                </Button>
              )}
            </Group>
          )}
        </Alert>
      )}
    </Stack>
  )
}
