/** A field's value as a person sees it: a badge for a state, a link for a record, an address or a number. */
import { Anchor, Badge, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Field } from '../../../shared/entities/fields.ts'
import { isCollectionName } from '../../../shared/entities/index.ts'
import { placeOf } from '../../../shared/location.ts'
import type { Place } from '../../../shared/location.ts'
import { ToneBadge } from '../tone-badge.tsx'
import { fieldText, isPlace } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { hasPages, recordPath } from './record-paths.ts'

interface FieldValueProps {
  field: Field
  value: unknown
  document?: Readonly<Record<string, unknown>>
  nameOf?: NameOf | undefined
}

/** A choice whose options mean different states; one whose options are all alike is plain words. */
export const isState = (field: Field): boolean =>
  field.kind === 'choice' && (field.options ?? []).some((option) => option.tone !== 'neutral')

export function FieldValue({ field, value, document, nameOf }: FieldValueProps) {
  const words = fieldText(field, value, document, nameOf)
  if (words === '') return null
  if (isState(field)) {
    const option = field.options?.find((one) => one.value === value)
    return <ToneBadge tone={option?.tone ?? 'neutral'}>{words}</ToneBadge>
  }
  if (field.kind === 'reference' && isCollectionName(field.to ?? '')) {
    const to = field.to as Parameters<NameOf>[0]
    const id = String(value)
    if (nameOf?.(to, id) === undefined)
      return (
        <Text component="span" inherit c="dimmed">
          {words}
        </Text>
      )
    return hasPages(to) ? (
      <Anchor component={Link} to={recordPath(to, id)} inherit>
        {words}
      </Anchor>
    ) : (
      words
    )
  }
  if (field.kind === 'email')
    return (
      <Anchor href={`mailto:${words}`} inherit>
        {words}
      </Anchor>
    )
  if (field.kind === 'phone')
    return (
      <Anchor href={`tel:${words.replace(/[^+\d]/g, '')}`} inherit>
        {words}
      </Anchor>
    )
  if (isPlace(field, value))
    return (
      <Anchor href={mapAddress(placeOf(value))} target="_blank" rel="noreferrer" inherit>
        {words}
      </Anchor>
    )
  if (field.kind === 'url') return <WebAddress words={words} />
  if (field.kind === 'tags')
    return (
      <Group gap={4}>
        {(value as string[]).map((tag) => (
          <Badge key={tag} color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    )
  return words
}

/** A map that needs no account; opened only by who asks for it. */
const mapAddress = ({ latitude, longitude }: Place) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`

/** Only what is a web address is made a link: imported books hold anything. */
function WebAddress({ words }: { words: string }) {
  const address = /^https?:\/\//i.test(words)
    ? words
    : /^[\w-]+(\.[\w-]+)+/.test(words)
      ? `https://${words}`
      : undefined
  return address ? (
    <Anchor href={address} target="_blank" rel="noreferrer" inherit>
      {words}
    </Anchor>
  ) : (
    words
  )
}
