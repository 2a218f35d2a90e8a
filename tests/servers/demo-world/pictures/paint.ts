import { png } from './png.ts'

export type Colour = readonly [red: number, green: number, blue: number]
/** One colour, or one for every height. */
type Paint = Colour | ((y: number) => Colour)

/** Something to fill: where it lies, and how far a point is outside of it (negative inside). */
export interface Shape {
  box: readonly [left: number, top: number, right: number, bottom: number]
  distance: (x: number, y: number) => number
}

export const mix = (one: Colour, other: Colour, share: number): Colour => {
  const part = (index: 0 | 1 | 2): number => Math.round(one[index] * (1 - share) + other[index] * share)
  return [part(0), part(1), part(2)]
}

/** From one colour above to another below, in steps, so that it compresses: nobody sees them at this size. */
export const fade =
  (top: Colour, bottom: Colour, from: number, to: number): Paint =>
  y =>
    mix(top, bottom, Math.round(Math.min(1, Math.max(0, (y - from) / (to - from))) * 48) / 48)

export function ellipse(x: number, y: number, rx: number, ry = rx): Shape {
  const distance = (px: number, py: number): number => (Math.hypot((px - x) / rx, (py - y) / ry) - 1) * Math.min(rx, ry)
  return { box: [x - rx, y - ry, x + rx, y + ry], distance }
}

/** A box with round corners, from its upper left corner. */
export function box(x: number, y: number, width: number, height: number, radius = 0): Shape {
  const [cx, cy] = [x + width / 2, y + height / 2]
  const distance = (px: number, py: number): number => {
    const [dx, dy] = [Math.abs(px - cx) - width / 2 + radius, Math.abs(py - cy) - height / 2 + radius]
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius
  }
  return { box: [x, y, x + width, y + height], distance }
}

/** A stroke with round ends. */
export function stroke(x1: number, y1: number, x2: number, y2: number, width: number): Shape {
  const [dx, dy, half] = [x2 - x1, y2 - y1, width / 2]
  const distance = (px: number, py: number): number => {
    const at = Math.min(1, Math.max(0, ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy || 1)))
    return Math.hypot(px - x1 - dx * at, py - y1 - dy * at) - half
  }
  return { box: [Math.min(x1, x2) - half, Math.min(y1, y2) - half, Math.max(x1, x2) + half, Math.max(y1, y2) + half], distance }
}

/** Everything below a line that goes over the whole width. */
export function below(line: (x: number) => number): Shape {
  return { box: [-1e4, -1e4, 1e4, 1e4], distance: (x, y) => line(x) - y }
}

export function both(one: Shape, other: Shape): Shape {
  const [a, b] = [one.box, other.box]
  return {
    box: [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])],
    distance: (x, y) => Math.max(one.distance(x, y), other.distance(x, y)),
  }
}

export function without(one: Shape, hole: Shape): Shape {
  return { box: one.box, distance: (x, y) => Math.max(one.distance(x, y), -hole.distance(x, y)) }
}

/** A sheet to paint on, in units of its own that are scaled to the size that is wanted. */
export function sheet(width: number, height: number, units: number) {
  const scale = width / units
  const pixels = new Uint8Array(width * height * 3)
  const fill = ({ box: [left, top, right, bottom], distance }: Shape, paint: Paint): void => {
    const [from, to] = [Math.max(0, Math.floor(left * scale) - 1), Math.min(width, Math.ceil(right * scale) + 1)]
    for (let py = Math.max(0, Math.floor(top * scale) - 1); py < Math.min(height, Math.ceil(bottom * scale) + 1); py += 1) {
      const y = (py + 0.5) / scale
      const [red, green, blue] = typeof paint === 'function' ? paint(y) : paint
      for (let px = from; px < to; px += 1) {
        // At the edge a pixel is covered in part.
        const share = Math.min(1, 0.5 - distance((px + 0.5) / scale, y) * scale)
        if (share <= 0) continue
        const at = (py * width + px) * 3
        pixels[at] = (pixels[at] ?? 0) * (1 - share) + red * share
        pixels[at + 1] = (pixels[at + 1] ?? 0) * (1 - share) + green * share
        pixels[at + 2] = (pixels[at + 2] ?? 0) * (1 - share) + blue * share
      }
    }
  }
  const cover = (paint: Paint): void => {
    for (let py = 0; py < height; py += 1) {
      const colour = typeof paint === 'function' ? paint((py + 0.5) / scale) : paint
      for (let px = 0; px < width; px += 1) pixels.set(colour, (py * width + px) * 3)
    }
  }
  return { fill, cover, toPng: () => png(width, height, pixels) }
}

export type Sheet = ReturnType<typeof sheet>
