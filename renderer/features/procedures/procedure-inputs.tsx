/** The inputs of a procedure's form, chosen by what its schema says. Paths are those of the input. */
import { t } from '@lingui/core/macro'
import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { useRecord } from '../../data/index.ts'
import { DayInput, MomentInput } from '../../ui/date-input.tsx'
import { separators } from '../../ui/format.ts'
import { OptionalLabel } from '../../ui/optional-label.tsx'
import { RecordsSelect } from '../../ui/record/records-select.tsx'
import { ReferenceInput } from '../../ui/record/reference-input.tsx'
import { word } from '../../words/say.ts'
import { draftOfInput } from './input-fields.ts'
import type { InputDraft, InputField } from './input-fields.ts'

interface InputsProps {
  fields: readonly InputField[]
  draft: InputDraft
  onChange: (draft: InputDraft) => void
  /** Before the names of these fields: `items.0.`. */
  path?: string
  problemAt: (path: string) => string | undefined
  /** The order that items are chosen from. */
  orderId?: string
}

export function ProcedureInputs({ fields, draft, onChange, path = '', problemAt, ...given }: InputsProps) {
  const orderId = typeof draft['orderId'] === 'string' ? draft['orderId'] : given.orderId
  return (
    <Stack gap="sm">
      {fields.map((field) => (
        <ProcedureInput
          key={field.name}
          field={field}
          path={path + field.name}
          value={draft[field.name]}
          onChange={(value) => onChange({ ...draft, [field.name]: value })}
          problemAt={problemAt}
          orderId={orderId}
        />
      ))}
    </Stack>
  )
}

interface InputProps {
  field: InputField
  path: string
  value: unknown
  onChange: (value: unknown) => void
  problemAt: (path: string) => string | undefined
  orderId: string | undefined
}

function ProcedureInput(props: InputProps) {
  const { field, path, value, onChange, problemAt, orderId } = props
  const text = typeof value === 'string' ? value : ''
  const label = word(field.label)
  const common = {
    name: path,
    label: field.required ? label : <OptionalLabel label={label} />,
    description: field.help && word(field.help),
    error: problemAt(path),
    'aria-required': field.required || undefined,
  }
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          {...common}
          label={label}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'integer':
      return (
        <NumberInput
          {...common}
          hideControls
          allowDecimal={false}
          thousandSeparator={separators().group}
          decimalSeparator={separators().decimal}
          maw={220}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? '' : Number(next))}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={(field.options ?? []).map((option) => ({ value: option.value, label: word(option.label) }))}
          value={text || null}
          allowDeselect={!field.required}
          clearable={!field.required}
          clearButtonProps={{ 'aria-label': t`Clear ${label}` }}
          onChange={(next) => onChange(next ?? '')}
        />
      )
    case 'date':
      return <DayInput {...common} value={text || undefined} onChange={(day) => onChange(day ?? '')} />
    case 'instant':
      return <MomentInput {...common} value={text || undefined} onChange={(at) => onChange(at ?? '')} />
    case 'record':
      return (
        <ReferenceInput
          {...common}
          collection={field.collection ?? 'customers'}
          value={text}
          onChange={onChange}
          required={field.required}
        />
      )
    case 'records':
      return (
        <RecordsInput
          common={common}
          collection={field.collection ?? 'customers'}
          value={(value ?? []) as string[]}
          onChange={onChange}
        />
      )
    case 'orderLine':
    case 'orderLines':
      return <OrderLineInput {...props} common={common} orderId={orderId} />
    case 'object':
      return (
        <Fieldset legend={label} variant="default">
          <ProcedureInputs
            fields={field.fields ?? []}
            draft={(value ?? {}) as InputDraft}
            onChange={onChange}
            path={`${path}.`}
            problemAt={problemAt}
            {...(orderId !== undefined && { orderId })}
          />
        </Fieldset>
      )
    case 'list':
      return <ListOfInputs {...props} />
    case 'text':
      return (field.maxLength ?? 0) > 200 ? (
        <Textarea {...common} autosize minRows={2} value={text} onChange={typed(onChange)} />
      ) : (
        <TextInput {...common} autoComplete="off" value={text} onChange={typed(onChange)} />
      )
    default:
      return field.kind satisfies never
  }
}

const typed = (onChange: (value: string) => void) => (event: { currentTarget: { value: string } }) =>
  onChange(event.currentTarget.value)

type Common = Record<string, unknown>

function RecordsInput(props: {
  common: Common
  collection: CollectionName
  value: string[]
  onChange: (ids: string[]) => void
}) {
  const { common, ...rest } = props
  return <RecordsSelect {...common} {...rest} clearable clearButtonProps={{ 'aria-label': t`Clear` }} />
}

/** An item, or several, of the order that the same form names. */
function OrderLineInput({ common, field, value, onChange, orderId }: InputProps & { common: Common }) {
  const { record: order } = useRecord('orders', orderId || undefined)
  const data = (order?.lines ?? []).map((line, index) => ({
    value: line.id,
    label: `${index + 1}. ${line.description}, ${line.quantity}`,
  }))
  const placeholder = order ? undefined : t`Choose the order first`
  return field.kind === 'orderLines' ? (
    <MultiSelect
      {...common}
      data={data}
      placeholder={placeholder}
      value={(value ?? []) as string[]}
      onChange={onChange}
    />
  ) : (
    <Select
      {...common}
      data={data}
      placeholder={placeholder}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

function ListOfInputs({ field, path, value, onChange, problemAt, orderId }: InputProps) {
  const items = (value ?? []) as InputDraft[]
  const fields = field.fields ?? []
  const problem = problemAt(path)
  const label = word(field.label)
  return (
    <Fieldset legend={label} variant="default">
      <Stack gap="sm" align="flex-start">
        {field.help && (
          <Text size="xs" c="dimmed">
            {word(field.help)}
          </Text>
        )}
        {items.map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the items have no ids of their own
          <Group key={index} align="flex-start" gap="sm" w="100%" wrap="nowrap">
            <Stack flex={1} gap={0}>
              <ProcedureInputs
                fields={fields}
                draft={item}
                onChange={(next) => onChange(items.map((other, at) => (at === index ? next : other)))}
                path={`${path}.${index}.`}
                problemAt={problemAt}
                {...(orderId !== undefined && { orderId })}
              />
            </Stack>
            <ActionIcon
              mt={28}
              aria-label={t`Remove ${label} ${{ number: index + 1 }}`}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
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
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
          onClick={() => onChange([...items, draftOfInput(fields)])}
        >
          {t`Add to ${label}`}
        </Button>
      </Stack>
    </Fieldset>
  )
}
