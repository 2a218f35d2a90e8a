/** XEP-0080 User Location 1.10.0: where something was written, as XEP-0472 §4.7 puts it into an entry. Coordinates and a name only. */
import { type Element, child, childText, xml } from './xml.ts'

export const NS_GEOLOC = 'http://jabber.org/protocol/geoloc'
const MAX_NAME = 200
/** About a metre: more would only say how good the receiver is. */
const DECIMALS = 5

export interface GeoLocation {
  /** Degrees north and east (WGS 84). */
  lat: number
  lon: number
  /** What people call the place; may be empty. */
  name: string
}

function degrees(text: string | undefined, most: number): number | undefined {
  const value = text?.trim() ? Number(text) : Number.NaN
  return Math.abs(value) <= most ? value : undefined
}

/** Undefined without usable coordinates. The name is put together from whatever parts of one are there. */
export function parseGeoloc(parent: Element): GeoLocation | undefined {
  const geoloc = child(parent, 'geoloc', NS_GEOLOC)
  if (!geoloc) return undefined
  const text = (tag: string): string | undefined => childText(geoloc, tag, NS_GEOLOC)?.trim()
  const [lat, lon] = [degrees(text('lat'), 90), degrees(text('lon'), 180)]
  if (lat === undefined || lon === undefined) return undefined
  const parts = [text('locality'), text('region'), text('country')].filter(Boolean).join(', ')
  return { lat, lon, name: (text('text') || text('description') || parts).slice(0, MAX_NAME) }
}

export function buildGeoloc({ lat, lon, name }: GeoLocation): Element {
  const round = (value: number): string => String(Number(value.toFixed(DECIMALS)))
  return xml('geoloc', { xmlns: NS_GEOLOC }, xml('lat', {}, round(lat)), xml('lon', {}, round(lon)), name ? xml('text', {}, name) : null)
}
