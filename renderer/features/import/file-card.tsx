/** One chosen file: what it holds, and what each of its columns becomes. */
import { plural, t } from '@lingui/core/macro'
import { Button, CloseButton, Group, Paper, Select, Stack, Table, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { fileKindNames, fileKinds } from '../../../shared/import/file-kinds.ts'
import type { FileKind } from '../../../shared/import/file-kinds.ts'
import { problemOf, removeFile, setColumn, setKind } from './import-state.ts'
import type { ChosenFile } from './import-state.ts'
import { messageOf, word } from '../../words/say.ts'

const kindOptions = () => fileKindNames.map((value) => ({ value, label: word(fileKinds[value].label) }))
const delimiters = (): Record<string, string> => ({
  ',': t`commas`,
  ';': t`semicolons`,
  '\t': t`tabs`,
  '|': t`bars`,
})

export function FileCard({ chosen }: { chosen: ChosenFile }) {
  const { file, mapping } = chosen
  const problem = problemOf(chosen)
  const [opened, setOpened] = useState(problem !== undefined && mapping !== undefined)
  const columnsId = useId()
  const used = file.headers.filter((heading) => mapping?.columns[heading] !== undefined).length
  return (
    <Paper withBorder p="md" component="section" aria-label={file.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4} miw={0}>
          <Text fw={500} truncate>
            {file.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t`${{ rows: plural(file.rows, { one: '# row', other: '# rows' }) }}, ${{ encoding: file.encoding.toUpperCase() }}, separated by ${{ delimiter: delimiters()[file.delimiter] ?? file.delimiter }}`}
          </Text>
        </Stack>
        <CloseButton aria-label={t`Leave out ${{ name: file.name }}`} onClick={() => removeFile(file.id)} />
      </Group>
      {file.notes.map((note) => (
        <Text key={note} size="sm" mt="xs">
          {word(note)}
        </Text>
      ))}
      <Group align="flex-end" mt="sm">
        <Select
          label={t`Holds`}
          data={kindOptions()}
          value={mapping?.kind ?? null}
          onChange={(kind) => kind && setKind(file.id, kind)}
          placeholder={t`Choose`}
          searchable
          w={280}
        />
        {mapping && (
          <Button
            variant="subtle"
            aria-expanded={opened}
            aria-controls={columnsId}
            onClick={() => setOpened(!opened)}
            leftSection={
              opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
            }
          >
            {t`${used} of ${{ count: file.headers.length }} columns used`}
          </Button>
        )}
      </Group>
      {problem && (
        <Text size="sm" c="error" mt="xs">
          {messageOf(problem)}
        </Text>
      )}
      <div id={columnsId}>{opened && mapping && <Columns chosen={chosen} kind={mapping.kind} />}</div>
    </Paper>
  )
}

function Columns({ chosen, kind }: { chosen: ChosenFile; kind: FileKind }) {
  const { file, mapping } = chosen
  const { targets } = fileKinds[kind]
  const taken = new Set(Object.values(mapping?.columns ?? {}))
  return (
    <Table mt="sm" aria-label={t`Columns of ${{ name: file.name }}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t`Heading`}</Table.Th>
          <Table.Th>{t`First values`}</Table.Th>
          <Table.Th w={280}>{t`Becomes`}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {file.headers.map((heading, index) => {
          const target = mapping?.columns[heading]
          return (
            <Table.Tr key={heading}>
              <Table.Td>{heading}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={1}>
                  {file.samples[index]?.join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <Select
                  aria-label={t`${heading} becomes`}
                  data={targets.map(({ name, label, required }) => ({
                    value: name,
                    label: required ? t`${{ field: word(label) }} (needed)` : word(label),
                    disabled: taken.has(name) && name !== target,
                  }))}
                  value={target ?? null}
                  onChange={(name) => setColumn(file.id, heading, name ?? undefined)}
                  placeholder={t`Left out`}
                  clearable
                  searchable
                />
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
