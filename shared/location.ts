/**
 * Where something is on Earth. Kept in whole millionths of a degree (about 10 cm), because documents hold
 * whole numbers; computed in degrees.
 */
import { integer } from './entities/fields.ts'

/** Millionths of a degree, WGS 84. North and east are positive. */
export const locationFields = {
  latitude: integer('Latitude', -90_000_000, 90_000_000, { required: true }),
  longitude: integer('Longitude', -180_000_000, 180_000_000, { required: true }),
} as const

export interface Place {
  /** Degrees. */
  latitude: number
  longitude: number
}

/** As a document keeps it. */
export const kept = ({ latitude, longitude }: Place): Place => ({
  latitude: Math.round(latitude * 1e6),
  longitude: Math.round(longitude * 1e6),
})

/** Of what a document keeps, in degrees. */
export const placeOf = ({ latitude, longitude }: Place): Place => ({
  latitude: latitude / 1e6,
  longitude: longitude / 1e6,
})

const radians = (degrees: number) => (degrees * Math.PI) / 180
/** Mean radius of the Earth in km. */
const earth = 6371.0088

/** Kilometres along the ground, as the crow flies (haversine). */
export function distanceBetween(a: Place, b: Place): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const across =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(across)))
}

export interface Box {
  south: number
  north: number
  west: number
  east: number
}

/**
 * The box of degrees that holds every place within so many kilometres. It does not reach across the date line
 * or the poles: there it is as wide as the Earth.
 */
export function boxAround({ latitude, longitude }: Place, km: number): Box {
  const high = (km / earth) * (180 / Math.PI)
  const [south, north] = [Math.max(-90, latitude - high), Math.min(90, latitude + high)]
  const narrowest = Math.cos(radians(Math.max(Math.abs(south), Math.abs(north))))
  const wide = narrowest > 0.01 ? high / narrowest : 360
  const [west, east] = [longitude - wide, longitude + wide]
  return west < -180 || east > 180 ? { south, north, west: -180, east: 180 } : { south, north, west, east }
}

/**
 * Two numbers in degrees as people copy them from a map: "52.52, 13.405", "48,137 11,575", "52.52 N 13.4 W";
 * undefined when it is not a place.
 */
export function parsePlace(text: string): Place | undefined {
  const match =
    /^\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NS])?[\s,;]+(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([EW])?\s*$/i.exec(text)
  if (!match) return undefined
  const [, first = '', northSouth, second = '', eastWest] = match
  const number = (digits: string) => Number(digits.replace(',', '.'))
  const latitude = number(first) * (northSouth?.toUpperCase() === 'S' ? -1 : 1)
  const longitude = number(second) * (eastWest?.toUpperCase() === 'W' ? -1 : 1)
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined
  return { latitude, longitude }
}
