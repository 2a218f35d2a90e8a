import type { Location } from '#model/post.ts'
import type { Text } from '#ui/text/use-text.ts'

/** About a hundred metres: enough to know the place, and what is more only says how good the receiver was. */
const DECIMALS = 3

/** Where that is on the globe, in the words and digits of the language. */
export function coordinates(t: Text['t'], { lat, lon }: Pick<Location, 'lat' | 'lon'>): string {
  const digits = 10 ** DECIMALS
  const round = (degrees: number): number => Math.round(Math.abs(degrees) * digits) / digits
  return t('reading.location.coordinates', {
    lat: round(lat),
    ns: lat < 0 ? 'south' : 'north',
    lon: round(lon),
    ew: lon < 0 ? 'west' : 'east',
  })
}
