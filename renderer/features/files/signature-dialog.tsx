/**
 * A customer signs an order on the screen, or types their name and says that this is to be their signature; that
 * way needs a keyboard only. What is signed stands above the line, and the signature is bound to exactly that.
 */
import { plural, t } from '@lingui/core/macro'
import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import SignaturePad from 'signature_pad'
import type { PointGroup } from 'signature_pad'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { order as entity } from '../../../shared/entities/order.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { signatureType } from '../../../shared/files/file-types.ts'
import { orderTotals } from '../../../shared/money.ts'
import { addFile } from '../../data/index.ts'
import { whatIsSigned } from '../../data/files/signatures.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { formatMoney } from '../../ui/format.ts'
import classes from './file-card.module.css'
import { pictureOf } from './signature-path.ts'

interface SignatureDialogProps {
  order: Order
  customer: Customer | undefined
  onClose: () => void
}

type How = 'drawn' | 'typed'

/** The strokes, on a place of this many pixels. */
interface Drawing {
  strokes: PointGroup[]
  width: number
  height: number
}

export function SignatureDialog({ order, customer, onClose }: SignatureDialogProps) {
  const [how, setHow] = useState<How>('drawn')
  const [signer, setSigner] = useState(customer?.contacts?.[0]?.name ?? '')
  const [drawing, setDrawing] = useState<Drawing>()
  /** The name that was typed when the person agreed: another one has not agreed. */
  const [agreedAs, setAgreedAs] = useState<string>()
  const [error, setError] = useState<CodedError>()
  const [busy, setBusy] = useState(false)
  const { total, currency } = orderTotals(order)
  const name = signer.trim()
  const agreed = name !== '' && agreedAs === name
  const consent = t`I, ${name}, sign this order with my name as typed here.`
  const isReady = name !== '' && (how === 'typed' ? agreed : drawing !== undefined)

  const sign = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady || busy) return
    setBusy(true)
    try {
      const { text, hash } = await whatIsSigned(order, customer)
      const drawn = how === 'drawn' ? drawing : undefined
      const picture = drawn && pictureOf(drawn.strokes)
      const content = JSON.stringify({
        signer: name,
        how,
        signedAt: new Date().toISOString(),
        signed: text,
        sha256: hash,
        ...(how === 'typed' && { consent }),
        ...drawn,
      })
      const answer = await addFile(
        { collection: 'orders', id: order.id },
        {
          name: t`Signature of ${name}`,
          content: new Blob([content], { type: signatureType }),
          signature: { of: hash, signer: name, how, ...picture },
        },
      )
      if (answer.ok) onClose()
      else setError(answer.error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t`Sign order ${{ number: entity.title(order) }}`} size="lg">
      <Stack component="form" gap="md" onSubmit={(event: FormEvent) => void sign(event)}>
        {error && <CodedAlert error={error} />}
        <Text>
          {t`${{ customer: customer?.name ?? '' }} orders ${plural(order.lines.length, { one: '# item', other: '# items' })} for ${{ total: formatMoney({ amount: total, currency }) }}.`}{' '}
          {t`The signature is for exactly this; it does not count for a changed order.`}
        </Text>
        <SegmentedControl
          aria-label={t`How to sign`}
          value={how}
          onChange={(value) => setHow(value)}
          data={[
            { value: 'drawn', label: t`Draw` },
            { value: 'typed', label: t`Type the name` },
          ]}
        />
        <TextInput
          label={t`Name of who signs`}
          value={signer}
          maxLength={120}
          onChange={({ currentTarget }) => setSigner(currentTarget.value)}
          data-autofocus
        />
        {how === 'drawn' ? (
          <Pad onDrawn={setDrawing} />
        ) : (
          name !== '' && (
            <Checkbox
              label={consent}
              checked={agreed}
              onChange={({ currentTarget }) => setAgreedAs(currentTarget.checked ? name : undefined)}
            />
          )
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button type="submit" disabled={!isReady} loading={busy}>
            {t`Keep the signature`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Pad({ onDrawn }: { onDrawn: (drawing: Drawing | undefined) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element) return undefined
    const { offsetWidth: width, offsetHeight: height } = element
    // As many dots as the screen has, or the line is coarse.
    const ratio = Math.max(1, window.devicePixelRatio)
    element.width = width * ratio
    element.height = height * ratio
    element.getContext('2d')?.scale(ratio, ratio)
    const made = new SignaturePad(element, { penColor: '#1f1d18', minWidth: 0.8, maxWidth: 2.4 })
    made.addEventListener('endStroke', () => onDrawn({ strokes: made.toData(), width, height }))
    pad.current = made
    return () => {
      made.off()
      onDrawn(undefined)
    }
  }, [onDrawn])
  return (
    <Stack gap={4}>
      <canvas ref={canvas} className={classes['pad']} aria-label={t`Place to sign`} role="img" />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {t`Sign with a finger, a pen or the mouse. With a keyboard, type the name instead.`}
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconEraser size={14} stroke={1.75} aria-hidden />}
          onClick={() => {
            pad.current?.clear()
            onDrawn(undefined)
          }}
        >
          {t`Clear`}
        </Button>
      </Group>
    </Stack>
  )
}
