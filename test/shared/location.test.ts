import { describe, expect, it } from 'vitest'
import { boxAround, distanceBetween, kept, parsePlace, placeOf } from '../../shared/location.ts'

const berlin = { latitude: 52.52, longitude: 13.405 }
const munich = { latitude: 48.137, longitude: 11.575 }

describe('places', () => {
  it('are as far apart as the crow flies', () => {
    expect(distanceBetween(berlin, munich)).toBeCloseTo(504.4, 0)
    expect(distanceBetween(berlin, berlin)).toBe(0)
    // Across the date line the way is short.
    const [fiji, samoa] = [
      { latitude: 0, longitude: 179.5 },
      { latitude: 0, longitude: -179.5 },
    ]
    expect(distanceBetween(fiji, samoa)).toBeCloseTo(111.2, 0)
  })
  it('within a distance lie in the box around it, whatever the direction', () => {
    for (const km of [1, 25, 300])
      for (const centre of [berlin, { latitude: -77, longitude: 166 }, { latitude: 0, longitude: 179.9 }]) {
        const box = boxAround(centre, km)
        for (let degrees = 0; degrees < 360; degrees += 15) {
          const turn = (degrees * Math.PI) / 180
          const far = {
            latitude: centre.latitude + (Math.cos(turn) * km) / 140,
            longitude: centre.longitude + (Math.sin(turn) * km) / 140,
          }
          if (Math.abs(far.longitude) > 180 || distanceBetween(centre, far) > km) continue
          expect(far.latitude >= box.south && far.latitude <= box.north).toBe(true)
          expect(far.longitude >= box.west && far.longitude <= box.east).toBe(true)
        }
      }
  })
  it('are kept to a millionth of a degree', () => {
    expect(placeOf(kept(berlin))).toEqual(berlin)
  })
  it('are read as people copy them from a map, and nothing else is', () => {
    expect(parsePlace('52.52, 13.405')).toEqual(berlin)
    expect(parsePlace('48,137 11,575')).toEqual(munich)
    expect(parsePlace('33.87° S 151.21° E')).toEqual({ latitude: -33.87, longitude: 151.21 })
    for (const wrong of ['', 'Berlin', '52.52', '91, 0', '0, 181']) expect(parsePlace(wrong)).toBeUndefined()
  })
})
