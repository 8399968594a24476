/** Sets where a customer is: from where this device is, or typed as a map shows it. */
import { t } from '@lingui/core/macro'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { IconCurrentLocation } from '@tabler/icons-react'
import { useState } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import { kept, parsePlace, placeOf } from '../../../shared/location.ts'
import type { Place } from '../../../shared/location.ts'
import { newStep, saveRecord } from '../../data/index.ts'
import { notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { OneValueForm } from '../../ui/one-value-form.tsx'
import { whyNot } from '../../words/say.ts'

interface SetLocationProps {
  customer: Customer
  opened: boolean
  onClose: () => void
}

export const SetLocation = ({ customer, opened, onClose }: SetLocationProps) => (
  <Modal opened={opened} onClose={onClose} title={t`Where is ${{ name: customer.name }}?`}>
    {opened && <LocationForm customer={customer} onClose={onClose} />}
  </Modal>
)

const textOf = ({ latitude, longitude }: Place) => `${latitude}, ${longitude}`

function LocationForm({ customer, onClose }: Omit<SetLocationProps, 'opened'>) {
  const { location } = customer
  const [typed, setTyped] = useState(location?.latitude === undefined ? '' : textOf(placeOf(location)))
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string>()

  function askDevice() {
    setProblem(undefined)
    setAsking(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false)
        setTyped(textOf(placeOf(kept(coords))))
      },
      ({ code, PERMISSION_DENIED }) => {
        setAsking(false)
        setProblem(
          code === PERMISSION_DENIED
            ? t`This device may not say where it is. Allow it in the settings, or type the place.`
            : t`This device does not know where it is. Type the place.`,
        )
      },
      { enableHighAccuracy: true, timeout: 20_000 },
    )
  }

  async function save(place: Place | undefined) {
    const step = newStep()
    const result = await saveRecord('customers', customer.id, { location: place && kept(place) }, step)
    if (!result.ok) {
      setProblem(whyNot(result) || t`This could not be saved.`)
      return
    }
    notifyWithUndo(place ? t`Place saved` : t`Place removed`, step)
    onClose()
  }

  return (
    <OneValueForm
      problem={problem}
      onSave={() => {
        const place = parsePlace(typed)
        if (place) void save(place)
        else setProblem(t`Enter latitude and longitude as a map shows them, such as 52.52, 13.405.`)
      }}
      onCancel={onClose}
      removal={
        location?.latitude === undefined
          ? undefined
          : { label: t`Remove the place`, onRemove: () => void save(undefined) }
      }
    >
      <TextInput
        label={t`Latitude and longitude`}
        placeholder="52.52, 13.405"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
      {'geolocation' in navigator && (
        <Group>
          <Button
            variant="default"
            loading={asking}
            leftSection={<IconCurrentLocation size={16} stroke={1.75} aria-hidden />}
            onClick={askDevice}
          >
            {t`Use this device’s place`}
          </Button>
        </Group>
      )}
    </OneValueForm>
  )
}
