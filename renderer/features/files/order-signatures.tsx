/** The signatures on an order: each says whether it is for the order as it is now. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Box, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconTrash, IconWritingSign } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { mayAddFile, mayDeleteFile } from '../../../shared/files/file-access.ts'
import type { Person } from '../../../shared/roles.ts'
import { whatIsSigned } from '../../data/files/signatures.ts'
import { useFiles } from '../../data/index.ts'
import type { FileEntry } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { removeWithUndo } from './file-actions.ts'
import { FilePreview } from './file-preview.tsx'
import { transferWords } from './file-words.ts'
import { SignatureDialog } from './signature-dialog.tsx'

interface OrderSignaturesProps {
  order: Order
  customer: Customer | undefined
  person: Person
}

export function OrderSignatures({ order, customer, person }: OrderSignaturesProps) {
  const { files } = useFiles('orders', order)
  const [signing, setSigning] = useState(false)
  const hash = useSignedHash(order, customer)
  const signatures = files.filter(({ kind }) => kind === 'signature')
  const isSigned = signatures.some(({ signature }) => signature?.of === hash)
  const maySign =
    mayAddFile(person, 'orders', order) && order.lines.length > 0 && order.status !== 'cancelled'
  return (
    <Stack gap="sm">
      {signatures.map((file) => (
        <Signature
          key={file.id}
          file={file}
          isValid={hash === undefined ? undefined : file.signature?.of === hash}
          mayDelete={mayDeleteFile(person, 'orders', order, file)}
        />
      ))}
      {signatures.length === 0 && !maySign && <Text c="dimmed">{t`Nobody signed this order.`}</Text>}
      {maySign && !isSigned && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconWritingSign size={16} stroke={1.75} aria-hidden />}
            onClick={() => setSigning(true)}
          >
            {signatures.length === 0 ? t`Have it signed` : t`Have it signed again`}
          </Button>
        </Group>
      )}
      {signing && <SignatureDialog order={order} customer={customer} onClose={() => setSigning(false)} />}
    </Stack>
  )
}

function Signature({
  file,
  isValid,
  mayDelete,
}: {
  file: FileEntry
  isValid: boolean | undefined
  mayDelete: boolean
}) {
  const { signature, createdAt, transfer, size } = file
  const signer = signature?.signer ?? ''
  const state = transfer.state === 'away' ? '' : transferWords(transfer, size)
  return (
    <Paper withBorder p="sm" component="article" aria-label={t`Signature of ${signer}`} maw={560}>
      <Group wrap="nowrap" gap="md">
        <Box w={160} h={72}>
          <FilePreview file={file} />
        </Box>
        <Stack gap={2} style={{ flex: 1 }} miw={0}>
          <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
            {signer}
          </Text>
          <Text size="sm" c="dimmed">
            {signature?.how === 'typed'
              ? t`Typed ${{ at: formatInstant(createdAt) }}`
              : t`Drawn ${{ at: formatInstant(createdAt) }}`}
          </Text>
          {state && (
            <Text size="sm" c={transfer.state === 'refused' ? 'red' : 'dimmed'}>
              {state}
            </Text>
          )}
          {isValid !== undefined && (
            <Box>
              <ToneBadge tone={isValid ? 'done' : 'attention'}>
                {isValid ? t`Valid for this order` : t`Signed before a later change`}
              </ToneBadge>
            </Box>
          )}
        </Stack>
        {mayDelete && (
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t`Delete the signature of ${signer}`}
            onClick={() => void removeWithUndo(file)}
          >
            <IconTrash size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  )
}

/** Of what the order says now; undefined for a moment after each change. */
function useSignedHash(order: Order, customer: Customer | undefined): string | undefined {
  const [known, setKnown] = useState<{ order: Order; customer: Customer | undefined; hash: string }>()
  useEffect(() => {
    let stale = false
    void whatIsSigned(order, customer).then(({ hash }) => {
      if (!stale) setKnown({ order, customer, hash })
    })
    return () => {
      stale = true
    }
  }, [order, customer])
  return known?.order === order && known.customer === customer ? known.hash : undefined
}
