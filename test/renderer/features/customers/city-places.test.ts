import { beforeAll, describe, expect, it } from 'vitest'
import type { Customer } from '../../../../shared/entities/customer.ts'
import { checkListView } from '../../../../shared/lists/list-view.ts'
import { kept } from '../../../../shared/location.ts'
import { loadCityPlaces } from '../../../../renderer/features/customers/city-places.ts'
import type { CityPlaces } from '../../../../renderer/features/customers/city-places.ts'
import { neighboursOf, viewsAround } from '../../../../renderer/features/customers/nearby-customers.tsx'

let cities: CityPlaces
beforeAll(async () => {
  cities = await loadCityPlaces()
})

describe('cities', () => {
  it('are found as people write them, in their country', () => {
    for (const [city, country, code] of [
      ['München', 'Germany', 'DE'],
      ['KÖLN', 'Deutschland', 'DE'],
      ['Genève', 'Suisse', 'CH'],
      ['London', 'UK', 'GB'],
      ['London', 'Canada', 'CA'],
      ['Portland', 'USA', 'US'],
    ])
      expect(cities.cityOf({ city: city ?? '', country: country ?? '' })?.country, city).toBe(code)
    expect(cities.cityOf({ city: 'London' })?.country).toBe('GB')
  })
  it('are not guessed in a country that is unknown', () => {
    expect(cities.cityOf({ city: 'London', country: 'Atlantis' })).toBeUndefined()
    expect(cities.cityOf({ city: 'Nowhere on the map' })).toBeUndefined()
    expect(cities.cityOf(undefined)).toBeUndefined()
  })
})

describe('customers nearby', () => {
  const berlin = { latitude: 52.52, longitude: 13.405 }
  const at = (name: string, rest: Partial<Customer>) => ({ id: name, name, ...rest }) as Customer
  it('are measured from their place, else from their city, and sorted by distance', () => {
    const found = neighboursOf(
      berlin,
      [
        at('Potsdam', { address: { city: 'Potsdam', country: 'Germany' } }),
        at('Next door', { location: kept({ latitude: 52.521, longitude: 13.405 }) }),
        at('Munich', { address: { city: 'München', country: 'Germany' } }),
        at('Unknown', {}),
      ],
      50,
      cities,
    )
    expect(found.map(({ customer, approximate }) => [customer.name, approximate])).toEqual([
      ['Next door', false],
      ['Potsdam', true],
    ])
  })
  it('are asked for with views that lists can answer', () => {
    for (const km of [10, 50, 200]) {
      const { placed, inCities } = viewsAround(berlin, km, cities)
      expect(checkListView(placed)).toEqual([])
      expect(inCities && checkListView(inCities)).toEqual([])
    }
  })
})
