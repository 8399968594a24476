/** Where the goods of an order go, and how. */
import { t } from '@lingui/core/macro'
import { Group, Stack, Text, TextInput } from '@mantine/core'
import type { OrderDraft } from './order-draft.ts'

interface ShipToProps {
  draft: OrderDraft
  change: (next: Partial<OrderDraft>) => void
  messages: ReadonlyMap<string, string>
}

export function ShipToFields({ draft, change, messages }: ShipToProps) {
  const part = (name: keyof OrderDraft['shipTo'], label: string, flex?: string) => (
    <TextInput
      label={label}
      data-path={`shipTo.${name}`}
      value={draft.shipTo[name]}
      onChange={(event) => change({ shipTo: { ...draft.shipTo, [name]: event.currentTarget.value } })}
      error={messages.get(`shipTo.${name}`)}
      flex={flex}
    />
  )
  return (
    <Stack component="fieldset" gap="sm" maw={640} w="100%" m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" fw={600} p={0} mb="xs">
        {t`Ship to`}
      </Text>
      {part('name', t`Name`)}
      {part('street', t`Street`)}
      <Group gap="sm" align="flex-start">
        {part('postalCode', t`Postal code`, '0 1 110px')}
        {part('city', t`City`, '2 1 150px')}
        {part('region', t`Region`, '1 1 90px')}
        {part('country', t`Country`, '1 1 120px')}
      </Group>
      <TextInput
        label={t`Ship via`}
        placeholder={t`Optional`}
        data-path="shipVia"
        value={draft.shipVia}
        onChange={(event) => change({ shipVia: event.currentTarget.value })}
        error={messages.get('shipVia')}
        maw={300}
      />
    </Stack>
  )
}
