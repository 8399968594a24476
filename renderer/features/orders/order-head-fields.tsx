/** Who orders, when, by when, and in which currency. */
import { t } from '@lingui/core/macro'
import { Autocomplete, Group } from '@mantine/core'
import type { Customer } from '../../../shared/entities/customer.ts'
import { commonCurrencies } from '../../ui/common-currencies.ts'
import { DayInput } from '../../ui/date-input.tsx'
import { ReferenceInput } from '../../ui/record/reference-input.tsx'
import type { OrderDraft } from './order-draft.ts'

interface OrderHeadProps {
  draft: OrderDraft
  change: (next: Partial<OrderDraft>) => void
  /** Whether an order may be written for them. */
  mayChoose: (customer: Customer) => boolean
  onCustomer: (id: string) => void
  onLeave: (field: string) => void
  messages: ReadonlyMap<string, string>
}

export function OrderHeadFields(props: OrderHeadProps) {
  const { draft, change, mayChoose, onCustomer, onLeave, messages } = props
  return (
    <Group align="flex-start" gap="sm">
      <ReferenceInput
        collection="customers"
        label={t`Customer`}
        placeholder={t`Search customers`}
        data-path="customerId"
        value={draft.customerId}
        allows={(record) => mayChoose({ ...record } as Customer)}
        onChange={(chosen) => chosen && onCustomer(chosen)}
        onBlur={() => onLeave('customerId')}
        error={messages.get('customerId')}
        required
        nothingFoundMessage={t`No customer of your book has this name`}
        maxDropdownHeight={320}
        flex="2 1 220px"
      />
      <DayInput
        label={t`Ordered`}
        data-path="orderDate"
        clearable={false}
        value={draft.orderDate || undefined}
        onChange={(day) => change({ orderDate: day ?? '' })}
        onBlur={() => onLeave('orderDate')}
        error={messages.get('orderDate')}
        flex="1 1 130px"
      />
      <DayInput
        label={t`Required by`}
        data-path="requiredDate"
        placeholder={t`Optional`}
        value={draft.requiredDate || undefined}
        onChange={(day) => change({ requiredDate: day ?? '' })}
        error={messages.get('requiredDate')}
        flex="1 1 130px"
      />
      <Autocomplete
        label={t`Currency`}
        data-path="currency"
        value={draft.currency}
        data={commonCurrencies}
        onChange={(currency) => change({ currency: currency.toUpperCase().slice(0, 3) })}
        onBlur={() => onLeave('currency')}
        error={messages.get('currency')}
        flex="0 1 96px"
      />
    </Group>
  )
}
