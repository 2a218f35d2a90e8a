import { deflateSync, crc32 } from 'node:zlib'
import { seeded } from '../../faults/seeded.ts'

type Colour = readonly [number, number, number]

/** Skies, from the top to the horizon, and hills in front of them. */
const MOODS: readonly { sky: readonly [Colour, Colour]; sun: Colour; hills: readonly Colour[] }[] = [
  {
    sky: [
      [38, 70, 130],
      [244, 190, 150],
    ],
    sun: [255, 236, 190],
    hills: [
      [96, 110, 150],
      [66, 84, 122],
      [36, 54, 84],
    ],
  },
  {
    sky: [
      [120, 180, 220],
      [230, 240, 240],
    ],
    sun: [255, 250, 220],
    hills: [
      [134, 170, 130],
      [92, 138, 96],
      [50, 96, 66],
    ],
  },
  {
    sky: [
      [52, 34, 82],
      [226, 120, 120],
    ],
    sun: [255, 200, 150],
    hills: [
      [120, 74, 110],
      [84, 50, 88],
      [46, 28, 60],
    ],
  },
  {
    sky: [
      [180, 200, 210],
      [250, 244, 230],
    ],
    sun: [255, 255, 245],
    hills: [
      [196, 180, 150],
      [160, 136, 104],
      [116, 92, 70],
    ],
  },
  {
    sky: [
      [14, 44, 66],
      [120, 190, 190],
    ],
    sun: [240, 255, 240],
    hills: [
      [60, 120, 120],
      [34, 88, 92],
      [14, 56, 64],
    ],
  },
  {
    sky: [
      [240, 170, 90],
      [255, 232, 180],
    ],
    sun: [255, 250, 230],
    hills: [
      [206, 124, 70],
      [160, 84, 54],
      [104, 52, 44],
    ],
  },
]

const mix = (a: Colour, b: Colour, share: number): Colour =>
  [0, 1, 2].map(i => Math.round((a[i] ?? 0) * (1 - share) + (b[i] ?? 0) * share)) as unknown as Colour

/** CRC-32 of PNG chunks; Node 20 has none of its own. */
const TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function checksum(data: Buffer): number {
  if (typeof crc32 === 'function') return crc32(data)
  let value = 0xffffffff
  for (const byte of data) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 255] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(checksum(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    const start = y * (1 + width * 3)
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), start + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** A quiet landscape, the same for the same seed: sky, sun and three ranges of hills. */
export function landscape(seed: number, width: number, height: number): Buffer {
  const random = seeded(seed)
  const mood = MOODS[Math.floor(random() * MOODS.length)] ?? MOODS[0]
  if (!mood) throw new Error('no mood')
  const sun = { x: width * (0.2 + random() * 0.6), y: height * (0.2 + random() * 0.25), radius: height * (0.07 + random() * 0.05) }
  const ranges = mood.hills.map((colour, index) => {
    const waves = [1, 2.3, 4.1].map(pace => ({ pace: pace * (1 + random()), shift: random() * 7, size: random() / pace }))
    const base = height * (0.5 + index * 0.17)
    const top = (x: number): number =>
      base - (waves.reduce((sum, wave) => sum + Math.sin((x / width) * wave.pace * 3 + wave.shift) * wave.size, 0) * height) / 9
    return { colour, top: Array.from({ length: width }, (_, x) => top(x)) }
  })
  return png(width, height, (x, y) => {
    const front = ranges.findLast(range => y > (range.top[x] ?? height))
    if (front) return front.colour
    if (Math.hypot(x - sun.x, y - sun.y) < sun.radius) return mood.sun
    // In steps, so that it compresses: nobody sees them at this size.
    return mix(mood.sky[0], mood.sky[1], Math.round((y / height) * 48) / 48)
  })
}
