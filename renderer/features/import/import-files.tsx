/** The first step: choosing files and saying what they hold. */
import { plural, t } from '@lingui/core/macro'
import { Box, Button, Group, List, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { FileCard } from './file-card.tsx'
import { FileDrop } from './file-drop.tsx'
import { PastImports } from './past-imports.tsx'
import { checkImport, chooseFiles, hasEmployees, setOptions, startOver, useImport } from './import-state.ts'

export function ImportFiles() {
  const { files, reading, errors, options } = useImport()
  const chosen = files.length > 0
  return (
    <>
      <PageTitle
        title={t`Import`}
        actions={
          chosen && (
            <>
              <Button variant="default" onClick={() => startOver()}>
                {t`Start over`}
              </Button>
              <Button onClick={() => void checkImport()}>
                {plural(files.length, { one: 'Check file', other: 'Check # files' })}
              </Button>
            </>
          )
        }
      />
      <ScrollArea flex={1} mih={0}>
        <Stack maw={960} gap="md" pb="lg">
          {errors.map((error) => (
            <CodedAlert key={error.message} error={error} />
          ))}
          <FileDrop onChoose={(picked) => void chooseFiles(picked)} reading={reading} quiet={chosen} />
          {chosen && (
            <Group align="flex-start">
              <TextInput
                label={t`Currency`}
                description={t`Of amounts whose file names none`}
                value={options.currency}
                maxLength={3}
                onChange={({ currentTarget }) => setOptions({ currency: currentTarget.value.toUpperCase() })}
                w={260}
              />
              {hasEmployees(files) && (
                <TextInput
                  label={t`Email domain`}
                  description={t`For employees whose file has no address`}
                  value={options.emailDomain}
                  onChange={({ currentTarget }) => setOptions({ emailDomain: currentTarget.value.trim() })}
                  w={260}
                />
              )}
            </Group>
          )}
          {files.map((one) => (
            <FileCard key={one.file.id} chosen={one} />
          ))}
          {!chosen && <Explanation />}
          {!chosen && <PastImports />}
        </Stack>
      </ScrollArea>
    </>
  )
}

const Explanation = () => (
  <Box c="dimmed">
    <Text size="sm">{t`What to know before:`}</Text>
    <List size="sm">
      <List.Item>
        {t`A record that was imported before is found by its key: importing a file again updates it, and never doubles it.`}
      </List.Item>
      <List.Item>
        {t`Empty cells leave a field as it is. Owners, teams and states that were chosen in Satchel stay.`}
      </List.Item>
      <List.Item>{t`Employees become users; you get a sheet with their first passwords, once.`}</List.Item>
      <List.Item>
        {t`The stock of a new product is its opening stock; later only stock movements change it.`}
      </List.Item>
    </List>
  </Box>
)
