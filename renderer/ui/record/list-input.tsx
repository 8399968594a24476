/** The inputs of a list inside a record, such as a customer's contacts: add, change and remove items. */
import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { v7 as uuid } from 'uuid'
import { draftOf } from './draft-values.ts'
import type { Draft } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import type { FieldInputProps } from './field-input.tsx'
import { plainWords } from './plain-words.ts'
import { word } from '../../words/say.ts'
import { inSentence } from '../../words/entity-words.ts'

export function ListInput(props: FieldInputProps) {
  const { field, path, value, onChange, problemAt } = props
  const items = value as Draft[]
  const parts = field.fields ?? {}
  const label = word(field.label)
  const one = inSentence(i18n.locale === 'en' ? label.replace(/s$/, '') : label)
  const problem = problemAt(path)
  const change = (index: number, name: string, next: unknown) =>
    onChange(items.map((item, place) => (place === index ? { ...item, [name]: next } : item)))
  return (
    <Fieldset legend={label}>
      <Stack gap="md">
        {items.map((item, index) => (
          <Group
            key={plainWords(item['id'])}
            align="flex-start"
            wrap="nowrap"
            gap="xs"
            role="group"
            aria-label={`${label} ${index + 1}`}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" flex={1}>
              {Object.entries(parts).map(
                ([name, part]) =>
                  name !== 'id' && (
                    <FieldInput
                      {...props}
                      key={name}
                      field={part}
                      path={`${path}.${index}.${name}`}
                      value={item[name]}
                      onChange={(next) => change(index, name, next)}
                    />
                  ),
              )}
            </SimpleGrid>
            <ActionIcon
              mt={24}
              aria-label={t`Remove ${one} ${{ name: plainWords(item['name']) || index + 1 }}`}
              onClick={() => onChange(items.filter((_, place) => place !== index))}
            >
              <IconTrash size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {problem && (
          <Text size="xs" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
        <Group>
          <Button
            variant="default"
            size="xs"
            data-path={path}
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => onChange([...items, { ...draftOf(parts, {}), id: uuid() }])}
          >
            {t`Add ${one}`}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
