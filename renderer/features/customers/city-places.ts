/**
 * Where cities are, from a list that comes with the app and is loaded when somebody first asks. It tells roughly
 * where a customer is whose exact place nobody has set: the middle of its city.
 */
import { fold } from '../../../shared/lists/fold.ts'
import { distanceBetween } from '../../../shared/location.ts'
import type { Place } from '../../../shared/location.ts'

export interface City extends Place {
  /** Every way of writing it that the list and we know. */
  names: readonly string[]
  /** ISO 3166 alpha-2. */
  country: string
  population: number
}

export interface CityPlaces {
  /** The city of an address; the largest of that name where the country is not said. */
  cityOf: (address: { city?: string; country?: string } | undefined) => City | undefined
  within: (place: Place, km: number) => City[]
}

/** What the list calls by its English name, as people there write it. */
const ownNames: Record<string, readonly string[]> = {
  'AT Vienna': ['Wien'],
  'BE Brussels': ['Bruxelles', 'Brussel'],
  'BE Antwerpen': ['Antwerp', 'Anvers'],
  'CH Geneva': ['Genève', 'Genf'],
  'CZ Prague': ['Praha'],
  'DE Cologne': ['Köln', 'Koln'],
  'DE Munich': ['München', 'Munchen', 'Muenchen'],
  'DE Nuremberg': ['Nürnberg'],
  'DK København': ['Copenhagen', 'Kobenhavn', 'Kopenhagen'],
  'DK Copenhagen': ['København', 'Kobenhavn', 'Kopenhagen'],
  'ES Seville': ['Sevilla'],
  'GR Athens': ['Athína'],
  'IT Florence': ['Firenze'],
  'IT Genoa': ['Genova'],
  'IT Milan': ['Milano'],
  'IT Naples': ['Napoli'],
  'IT Rome': ['Roma'],
  'IT Turin': ['Torino'],
  'IT Venice': ['Venezia'],
  'MX Mexico City': ['México D.F.', 'Ciudad de México'],
  'PL Warsaw': ['Warszawa'],
  'PT Lisbon': ['Lisboa'],
  'SE Göteborg': ['Gothenburg'],
}
const languages = ['en', 'de', 'fr', 'es']
const shortCountries: Record<string, string> = { uk: 'GB', england: 'GB', scotland: 'GB', holland: 'NL' }

/** A row of the list, as far as it is used. */
export interface CityRow {
  city: string
  city_ascii: string
  lat: number
  lng: number
  pop: number
  country: string
  iso2: string
  iso3: string
}

function cityPlaces(rows: readonly CityRow[]): CityPlaces {
  const cities: City[] = []
  const byName = new Map<string, City[]>()
  const countries = new Map(Object.entries(shortCountries))
  for (const row of rows) {
    if (!/^[A-Z]{2}$/.test(row.iso2)) continue
    for (const name of [row.iso2, row.iso3, row.country]) countries.set(fold(name), row.iso2)
    const known = [row.city, row.city_ascii, ...(ownNames[`${row.iso2} ${row.city}`] ?? [])]
    const names = [...new Set(known)]
    const city = { names, country: row.iso2, population: row.pop, latitude: row.lat, longitude: row.lng }
    cities.push(city)
    for (const name of new Set(names.map(fold))) {
      const same = byName.get(name)
      if (same) same.push(city)
      else byName.set(name, [city])
    }
  }
  for (const language of languages) {
    const words = new Intl.DisplayNames(language, { type: 'region' })
    for (const { country } of cities) countries.set(fold(words.of(country) ?? country), country)
  }
  return {
    cityOf(address) {
      if (!address?.city) return undefined
      const country = address.country ? countries.get(fold(address.country.trim())) : undefined
      // A country that nobody knows is no reason to guess another one.
      if (address.country?.trim() && !country) return undefined
      return byName
        .get(fold(address.city.trim()))
        ?.filter((city) => country === undefined || city.country === country)
        .toSorted((a, b) => b.population - a.population)[0]
    },
    within: (place, km) => cities.filter((city) => distanceBetween(place, city) <= km),
  }
}

let loading: Promise<CityPlaces> | undefined

/** Rejects when the list cannot be loaded; then it is tried again at the next call. */
export function loadCityPlaces(): Promise<CityPlaces> {
  loading ??= import('city-timezones').then(
    (list) => cityPlaces(list.cityMapping),
    (reason: unknown) => {
      loading = undefined
      throw reason
    },
  )
  return loading
}
