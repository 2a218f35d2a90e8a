import { seeded } from '../../../faults/seeded.ts'
import { below, type Colour, ellipse, fade, type Sheet } from './paint.ts'

/** Skies, from the top to the horizon, and hills in front of them. */
const MOODS: readonly { sky: readonly [Colour, Colour]; sun: Colour; hills: readonly [Colour, Colour, Colour] }[] = [
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

/** A quiet landscape, the same for the same seed: sky, sun and three ranges of hills. On a sheet of 960 by 600 units. */
export function hills({ cover, fill }: Sheet, seed: number): void {
  const random = seeded(seed)
  const mood = MOODS[Math.floor(random() * MOODS.length)] ?? MOODS[0]
  if (!mood) throw new Error('no mood')
  cover(fade(mood.sky[0], mood.sky[1], 0, 600))
  fill(ellipse(960 * (0.2 + random() * 0.6), 600 * (0.2 + random() * 0.25), 600 * (0.07 + random() * 0.05)), mood.sun)
  for (const [index, colour] of mood.hills.entries()) {
    const waves = [1, 2.3, 4.1].map(pace => ({ pace: pace * (1 + random()), shift: random() * 7, size: random() / pace }))
    const base = 600 * (0.5 + index * 0.17)
    const height = (x: number): number =>
      waves.reduce((sum, wave) => sum + Math.sin((x / 960) * wave.pace * 3 + wave.shift) * wave.size, 0) * (600 / 9)
    fill(
      below(x => base - height(x)),
      colour,
    )
  }
}
