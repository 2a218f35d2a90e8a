/** RFC 5870: a place as an address. Conversations and others send one as the whole text of a message. */

interface Point {
  lat: number
  lon: number
}

const GEO = /^geo:(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)(?:,-?\d+(?:\.\d+)?)?((?:;[\w.+%-]+(?:=[\w.+%-]+)?)*)(?:\?\S*)?$/i
const LONGEST = 500
/** About a tenth of a metre: more than any device knows. */
const DECIMALS = 6

/** The place that a text is, and nothing else. Undefined also where it is meant on another map than that of the world (§3.4.1). */
export function parseGeoUri(text: string): Point | undefined {
  const [, north = '', east = '', parameters = ''] = (text.length <= LONGEST && GEO.exec(text.trim())) || []
  const [lat, lon] = [Number(north), Number(east)]
  const crs = /;crs=([^;]*)/i.exec(parameters)?.[1]?.toLowerCase() ?? 'wgs84'
  return north !== '' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && crs === 'wgs84' ? { lat, lon } : undefined
}

export function buildGeoUri({ lat, lon }: Point): string {
  // Numbers near zero would be written with an exponent.
  const plain = (degrees: number): string =>
    degrees
      .toFixed(DECIMALS)
      .replace(/\.?0+$/, '')
      .replace(/^-0$/, '0')
  return `geo:${plain(lat)},${plain(lon)}`
}
