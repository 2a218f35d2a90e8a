import { below, both, box, type Colour, ellipse, mix, sheet } from './paint.ts'

/** What a drawn face is made of; without features, as on a badge. */
export interface Looks {
  ground: Colour
  skin: Colour
  hair: Colour
  coat: Colour
  style: 'short' | 'long' | 'bun' | 'curls' | 'bald' | 'bob'
  beard?: boolean
  glasses?: boolean
}

/** Head and shoulders on a plain ground, square. */
export function portrait({ ground, skin, hair, coat, style, beard = false, glasses = false }: Looks, size: number): Buffer {
  const paper = sheet(size, size, 200)
  const { fill } = paper
  paper.cover(ground)
  if (style === 'long') fill(ellipse(100, 108, 56, 82), hair)
  if (style === 'bob') fill(both(ellipse(100, 92, 58, 64), box(0, 0, 200, 132)), hair)
  if (style === 'bun') fill(ellipse(100, 30, 22), hair)
  if (style === 'curls')
    for (let curl = 0; curl < 12; curl += 1) fill(ellipse(100 + Math.cos(curl * 0.55) * 50, 84 - Math.sin(curl * 0.55) * 46, 20), hair)
  fill(ellipse(100, 218, 84, 72), coat)
  fill(box(84, 112, 32, 52, 16), mix(skin, [80, 40, 30], 0.18))
  fill(ellipse(100, 92, 42, 50), skin)
  if (beard)
    fill(
      both(
        ellipse(100, 98, 43, 50),
        below(x => 112 - Math.abs(x - 100) / 3),
      ),
      hair,
    )
  if (style !== 'bald')
    fill(
      both(
        ellipse(100, 86, 46, 52),
        below(() => -1e4),
      ),
      y => (y < 70 ? hair : skin),
    )
  if (style !== 'bald')
    fill(
      both(
        ellipse(100, 94, 42, 49),
        below(x => 62 + Math.abs(x - 84) / 4),
      ),
      y => (beard && y > 112 ? hair : skin),
    )
  if (beard)
    fill(
      both(
        ellipse(100, 98, 43, 50),
        below(x => 112 - Math.abs(x - 100) / 3),
      ),
      hair,
    )
  if (glasses) {
    for (const x of [82, 118]) {
      fill(ellipse(x, 92, 15), [46, 42, 44])
      fill(ellipse(x, 92, 11), mix(skin, [255, 255, 255], 0.35))
    }
    fill(box(95, 90, 10, 4), [46, 42, 44])
  }
  return paper.toPng()
}
