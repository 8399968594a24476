/**
 * The customers around one, nearest first: by the places that people have set, and by their cities where nobody
 * has; the latter are marked, because the middle of a city is not a door.
 */
import { t } from '@lingui/core/macro'
import { Alert, Anchor, Button, Group, SegmentedControl, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconAlertOctagon, IconMapPin } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import { boxAround, distanceBetween, kept, placeOf } from '../../../shared/location.ts'
import type { Place } from '../../../shared/location.ts'
import { useView } from '../../data/index.ts'
import { formatDistance, usualDistances } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useAccess } from '../../ui/record/use-access.ts'
import { useLate } from '../../ui/use-late.ts'
import { loadCityPlaces } from './city-places.ts'
import type { CityPlaces } from './city-places.ts'
import { SetLocation } from './set-location.tsx'

/** Rows that are measured; a city with more customers than this is asked about at a smaller distance. */
const most = 300
const mostNames = 500

export interface Whereabouts {
  place: Place
  /** Only its city is known. */
  approximate: boolean
}

/** Where a customer is, as well as it is known. */
function whereaboutsOf(
  { location, address }: Pick<Customer, 'location' | 'address'>,
  cities: CityPlaces,
): Whereabouts | undefined {
  if (location?.latitude !== undefined && location.longitude !== undefined)
    return { place: placeOf(location), approximate: false }
  const city = cities.cityOf(address)
  return city && { place: city, approximate: true }
}

export interface Neighbour {
  customer: Customer
  km: number
  approximate: boolean
}

/** Those within the distance, nearest first. */
export function neighboursOf(
  here: Place,
  customers: readonly Customer[],
  km: number,
  cities: CityPlaces,
): Neighbour[] {
  return customers
    .flatMap((customer) => {
      const found = whereaboutsOf(customer, cities)
      if (!found) return []
      return { customer, km: distanceBetween(here, found.place), approximate: found.approximate }
    })
    .filter((neighbour) => neighbour.km <= km)
    .toSorted((a, b) => a.km - b.km)
}

export function NearbyCustomers({ customer }: { customer: Customer }) {
  const [cities, setCities] = useState<CityPlaces | 'failed'>()
  const [setting, setSetting] = useState(false)
  const { change, update } = useAccess('customers', customer)
  const late = useLate(cities === undefined)
  useEffect(() => {
    let isOver = false
    loadCityPlaces().then(
      (loaded) => isOver || setCities(loaded),
      () => isOver || setCities('failed'),
    )
    return () => {
      isOver = true
    }
  }, [])
  if (cities === undefined) return late ? <Skeleton h={160} aria-busy aria-label={t`Loading`} /> : null
  if (cities === 'failed')
    return (
      <Alert color="red" icon={<IconAlertOctagon aria-hidden />}>
        {t`The list of cities could not be loaded. Reload the page when you are online.`}
      </Alert>
    )
  const here = whereaboutsOf(customer, cities)
  const maySet = update && change('location')
  const setButton = maySet && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconMapPin size={16} stroke={1.75} aria-hidden />}
      onClick={() => setSetting(true)}
    >
      {customer.location?.latitude === undefined ? t`Set the place` : t`Change the place`}
    </Button>
  )
  return (
    <>
      {here ? (
        <Around customer={customer} here={here} cities={cities} actions={setButton} />
      ) : (
        <NothingHere
          size="sm"
          icon={<IconMapPin />}
          title={t`Nobody knows where this customer is`}
          description={t`Set its place, or enter a city that is on the map.`}
        >
          {setButton}
        </NothingHere>
      )}
      <SetLocation customer={customer} opened={setting} onClose={() => setSetting(false)} />
    </>
  )
}

interface AroundProps {
  customer: Customer
  here: Whereabouts
  cities: CityPlaces
  actions: React.ReactNode
}

function Around({ customer, here, cities, actions }: AroundProps) {
  const distances = usualDistances()
  const [km, setKm] = useState(distances[1])
  const { latitude, longitude } = here.place
  const { placed, inCities } = useMemo(
    () => viewsAround({ latitude, longitude }, km, cities),
    [latitude, longitude, km, cities],
  )
  const exact = useView(placed, { offset: 0, limit: most })
  const rough = useView(inCities, { offset: 0, limit: most })
  const found = useMemo(() => {
    const rows = [...exact.rows, ...rough.rows] as unknown as Customer[]
    return neighboursOf(
      { latitude, longitude },
      rows.filter(({ id }) => id !== customer.id),
      km,
      cities,
    )
  }, [exact.rows, rough.rows, latitude, longitude, km, cities, customer.id])
  const loading = exact.loading || (inCities !== undefined && rough.loading)
  const isCut = (exact.total ?? 0) > most || (rough.total ?? 0) > most
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t`How far`}
          value={String(km)}
          onChange={(value) => setKm(Number(value))}
          data={distances.map((distance) => ({ value: String(distance), label: formatDistance(distance) }))}
        />
        {actions}
      </Group>
      {here.approximate && (
        <Text size="sm" c="dimmed">
          {t`Measured from the middle of its city, as nobody has set its place.`}
        </Text>
      )}
      {!loading && found.length === 0 && (
        <Text c="dimmed">{t`No other customer on this device is that near.`}</Text>
      )}
      {found.length > 0 && (
        <Table aria-label={t`Customers nearby`} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th fz="xs" fw={500}>{t`Customer`}</Table.Th>
              <Table.Th fz="xs" fw={500}>{t`City`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Distance`}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, 50).map((neighbour) => (
              <Table.Tr key={neighbour.customer.id}>
                <Table.Td>
                  <Anchor
                    component={Link}
                    to={recordPath('customers', neighbour.customer.id)}
                    c="inherit"
                    fw={500}
                  >
                    {neighbour.customer.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{neighbour.customer.address?.city}</Table.Td>
                <Table.Td ta="end" style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                  {neighbour.approximate || here.approximate
                    ? t`about ${{ distance: formatDistance(neighbour.km) }}`
                    : formatDistance(neighbour.km)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {(isCut || found.length > 50) && (
        <Text size="sm" c="dimmed">
          {t`There are more than fit here. Choose a shorter distance.`}
        </Text>
      )}
    </Stack>
  )
}

const living: Condition = { column: 'mergedInto', is: 'empty' }

/** Customers with a place in the box around, and those without one in the cities around. */
export function viewsAround(
  place: Place,
  km: number,
  cities: CityPlaces,
): { placed: ListView; inCities: ListView | undefined } {
  const { south, north, west, east } = boxAround(place, km)
  const from = kept({ latitude: south, longitude: west })
  const to = kept({ latitude: north, longitude: east })
  const names = cities
    .within(place, km)
    .toSorted((a, b) => distanceBetween(place, a) - distanceBetween(place, b))
    .flatMap((city) => city.names)
  return {
    placed: {
      list: 'customers',
      where: [
        living,
        { column: 'location.latitude', is: 'between', from: from.latitude, to: to.latitude },
        { column: 'location.longitude', is: 'between', from: from.longitude, to: to.longitude },
      ],
    },
    inCities:
      names.length === 0
        ? undefined
        : {
            list: 'customers',
            where: [
              living,
              { column: 'location.latitude', is: 'empty' },
              { column: 'address.city', is: 'one-of', values: [...new Set(names)].slice(0, mostNames) },
            ],
          },
  }
}
