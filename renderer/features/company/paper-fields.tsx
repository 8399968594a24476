/** The company's head on quotes, confirmations and invoices: its address and its logo. */
import { t } from '@lingui/core/macro'
import {
  Button,
  FileButton,
  Group,
  Image,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { IconPhotoUp, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { CompanyAddress } from '../../../shared/company.ts'
import { companyAddressParts } from '../../../shared/company.ts'
import { addressFields } from '../../../shared/entities/address.ts'
import { word } from '../../words/say.ts'
import { largestLogoFile, logoTypes, readLogo } from './read-logo.ts'

interface PaperFieldsProps {
  address: CompanyAddress
  /** A data: address; empty for none. */
  logo: string
  onAddress: (address: CompanyAddress) => void
  onLogo: (logo: string) => void
}

export function PaperFields({ address, logo, onAddress, onLogo }: PaperFieldsProps) {
  const [problem, setProblem] = useState<string>()
  const reset = useRef<() => void>(null)

  async function choose(file: File | null) {
    if (!file) return
    setProblem(undefined)
    const read = file.size > largestLogoFile ? undefined : await readLogo(file)
    // The same file may be chosen again after it was changed.
    reset.current?.()
    if (read === undefined)
      setProblem(t`This cannot be printed as a logo. Choose a PNG, JPEG or SVG picture of up to 10 MB.`)
    else onLogo(read)
  }

  return (
    <section>
      <Title order={2} size="h4">{t`Letterhead`}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t`Stands at the head of quotes, order confirmations and invoices, also of those that are made offline.`}
      </Text>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {companyAddressParts.map((part) => (
            <TextInput
              key={part}
              label={word(addressFields[part].label)}
              maxLength={200}
              value={address[part] ?? ''}
              onChange={({ currentTarget }) => onAddress({ ...address, [part]: currentTarget.value })}
            />
          ))}
        </SimpleGrid>
        <Stack gap={6} role="group" aria-labelledby="company-logo">
          <Text size="sm" fw={500} id="company-logo">{t`Logo`}</Text>
          {logo !== '' && (
            // As white as the paper, in the dark as well.
            <Paper withBorder p="sm" bg="white" w="fit-content">
              <Image src={logo} alt={t`The logo as it is printed`} h={64} w="auto" maw={240} fit="contain" />
            </Paper>
          )}
          <Group gap="xs">
            <FileButton
              accept={logoTypes}
              resetRef={reset}
              onChange={(file) => void choose(file)}
              inputProps={{ 'aria-label': t`File of the logo` }}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  size="xs"
                  leftSection={<IconPhotoUp size={16} stroke={1.75} aria-hidden />}
                >
                  {logo === '' ? t`Choose a logo` : t`Choose another logo`}
                </Button>
              )}
            </FileButton>
            {logo !== '' && (
              <Button
                variant="subtle"
                color="red"
                size="xs"
                leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
                onClick={() => onLogo('')}
              >
                {t`Remove the logo`}
              </Button>
            )}
          </Group>
          <Text size="xs" c={problem ? 'red' : 'dimmed'} role={problem ? 'alert' : undefined}>
            {problem ?? t`PNG, JPEG or SVG; printed up to 6 cm wide and 1.7 cm high.`}
          </Text>
        </Stack>
      </Stack>
    </section>
  )
}
