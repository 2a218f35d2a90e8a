import { expect, test } from 'vitest'
import { backgroundOf, colourOf, hueOf } from './consistent-colour.ts'
import { sha1 } from './sha1.ts'

/** XEP-0392 §13 (test vectors), and two more texts of which the hue is derived by the same rule. */
const VECTORS: [text: string, hue: number, rgb: [number, number, number]][] = [
  ['Romeo', 327.255249, [0.865, 0, 0.686]],
  ['juliet@capulet.lit', 209.4104, [0, 0.515, 0.573]],
  ['😺', 331.199341, [0.872, 0, 0.659]],
  ['council', 359.994507, [0.918, 0, 0.394]],
  ['Board', 171.430664, [0, 0.527, 0.457]],
  ['日本語', 47.466431, [0.639, 0.422, 0]],
  ['مرحبا', 298.959961, [0.799, 0, 0.896]],
]

test.each(VECTORS)('%s has the hue and the colour that everybody else sees', (text, hue, rgb) => {
  expect(Math.abs(hueOf(text) - hue)).toBeLessThan(0.00001)
  for (const [index, channel] of colourOf(text).entries()) expect(Math.abs(channel - (rgb[index] ?? NaN))).toBeLessThan(0.0015)
})

/** WCAG 2 relative luminance of an sRGB colour. */
function luminance(channels: number[]): number {
  const [r = 0, g = 0, b = 0] = channels.map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('white initials can be read on the colour of anybody', () => {
  for (let person = 0; person < 500; person++) {
    const channels =
      backgroundOf(`person${person}@example.org`)
        .match(/\d+/g)
        ?.map(value => Number(value) / 255) ?? []
    expect(1.05 / (luminance(channels) + 0.05)).toBeGreaterThanOrEqual(4.5)
  }
})

test('the synchronous SHA-1 is the SHA-1 of the platform, for every length around a block', async () => {
  for (let length = 0; length < 140; length++) {
    const text = 'ä'.repeat(Math.floor(length / 2)) + 'x'.repeat(length % 2)
    expect(sha1(text)).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))))
  }
})
