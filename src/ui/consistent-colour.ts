import { Hsluv } from 'hsluv'
import { sha1 } from './sha1.ts'

/** XEP-0392 §5.1: an angle from the first two bytes of the SHA-1, little-endian. Degrees, 0 to 360. */
export function hueOf(seed: string): number {
  const [low = 0, high = 0] = sha1(seed)
  return ((high * 256 + low) / 65536) * 360
}

/** XEP-0392 §5.4: full saturation in HSLuv; 50 is the lightness of its examples. Channels from 0 to 1. */
export function colourOf(seed: string, lightness = 50): [red: number, green: number, blue: number] {
  const colour = new Hsluv()
  colour.hsluv_h = hueOf(seed)
  colour.hsluv_s = 100
  colour.hsluv_l = lightness
  colour.hsluvToRgb()
  return [colour.rgb_r, colour.rgb_g, colour.rgb_b]
}

const known = new Map<string, string>()

/** The colour of somebody behind white letters, as CSS. 45 instead of 50, so that small letters keep a contrast of 4.5. */
export function backgroundOf(seed: string): string {
  const cached = known.get(seed)
  if (cached !== undefined) return cached
  const colour = `rgb(${colourOf(seed, 45)
    .map(channel => Math.round(channel * 255))
    .join(' ')})`
  if (known.size > 5000) known.clear()
  known.set(seed, colour)
  return colour
}
