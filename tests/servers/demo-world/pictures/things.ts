import { seeded } from '../../../faults/seeded.ts'
import { below, both, box, type Colour, ellipse, fade, mix, type Sheet, stroke, without } from './paint.ts'

/** Still lives on a sheet of 960 by 600 units, each a little different for another seed. */
const WOOD: Colour = [150, 104, 66]
const table = ({ cover, fill }: Sheet, wall: Colour, top: Colour): void => {
  cover(fade(mix(wall, [255, 255, 255], 0.25), wall, 0, 420))
  fill(
    below(() => 420),
    fade(top, mix(top, [0, 0, 0], 0.25), 420, 600),
  )
}

export function bread(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  table(sheet, [236, 222, 200], [120, 82, 54])
  sheet.fill(box(110, 430, 740, 46, 20), WOOD)
  for (const [x, size] of [
    [300, 165],
    [650, 190],
  ] as const) {
    const y = 440 - size * 0.4
    sheet.fill(ellipse(x, 452, size * 1.02, 20), [92, 60, 38])
    sheet.fill(
      both(
        ellipse(x, y, size, size * 0.66),
        below(() => -1e4),
      ),
      fade([214, 148, 84], [150, 84, 40], y - size * 0.6, y + size * 0.5),
    )
    for (let cut = -1; cut <= 1; cut += 1) {
      const at = x + cut * size * 0.45 + random() * 12
      sheet.fill(stroke(at - 34, y - size * 0.28, at + 30, y + size * 0.05, 17), [246, 220, 176])
    }
  }
}

export function tomatoes(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  table(sheet, [206, 222, 206], [226, 210, 184])
  const rows = [
    [210, 410, 92],
    [430, 396, 112],
    [660, 404, 100],
    [800, 430, 70],
    [330, 470, 74],
    [560, 480, 82],
  ] as const
  for (const [x, y, size] of rows) {
    const red: Colour = mix([206, 52, 40], [232, 120, 48], random() * 0.8)
    sheet.fill(ellipse(x + 8, y + size * 0.86, size * 0.95, 16), [176, 156, 128])
    sheet.fill(ellipse(x, y, size, size * 0.9), red)
    sheet.fill(ellipse(x - size * 0.32, y - size * 0.34, size * 0.26, size * 0.16), mix(red, [255, 255, 255], 0.45))
    for (let leaf = 0; leaf < 5; leaf += 1) {
      const angle = (leaf / 5) * Math.PI * 2 + random()
      const [dx, dy] = [Math.cos(angle) * size * 0.42, Math.sin(angle) * size * 0.16]
      sheet.fill(stroke(x, y - size * 0.78, x + dx, y - size * 0.78 + dy, size * 0.12), [62, 110, 56])
    }
  }
}

/** A dish from above: a soup, a tart, a cup of coffee. */
export function dish(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  const cloth: Colour = mix([58, 82, 96], [176, 120, 92], random())
  sheet.cover(cloth)
  for (let line = -600; line < 960; line += 60) sheet.fill(stroke(line, 0, line + 600, 600, 4), mix(cloth, [255, 255, 255], 0.12))
  sheet.fill(ellipse(490, 318, 262), mix(cloth, [0, 0, 0], 0.35))
  sheet.fill(ellipse(480, 300, 262), [244, 240, 232])
  sheet.fill(ellipse(480, 300, 214), [222, 214, 202])
  const inside: Colour = mix([110, 62, 34], [222, 164, 84], random())
  sheet.fill(ellipse(480, 300, 206), inside)
  for (let ring = 0; ring < 26; ring += 1) {
    const angle = ring * 2.4
    const far = 14 + Math.sqrt(ring) * 34
    sheet.fill(ellipse(480 + Math.cos(angle) * far, 300 + Math.sin(angle) * far, 15), mix(inside, [255, 226, 160], 0.25 + random() * 0.35))
  }
}

export function jars(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  table(sheet, [214, 206, 220], WOOD)
  for (const x of [170, 390, 610]) {
    const fruit: Colour = mix([222, 132, 34], [186, 58, 66], random())
    sheet.fill(box(x, 190, 180, 270, 34), mix(fruit, [255, 255, 255], 0.55))
    sheet.fill(box(x + 10, 250, 160, 200, 26), fade(mix(fruit, [255, 255, 255], 0.15), fruit, 250, 450))
    sheet.fill(box(x + 12, 160, 156, 46, 10), [232, 226, 214])
    sheet.fill(box(x + 34, 300, 112, 84, 6), [250, 246, 236])
    for (const line of [324, 346]) sheet.fill(stroke(x + 50, line, x + 116, line, 4), [130, 110, 100])
  }
}

/** A sheet with lines of writing: a letter, a timetable, a title card. */
export function page(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  const desk: Colour = mix([74, 60, 58], [92, 112, 108], random())
  sheet.cover(desk)
  sheet.fill(box(214, 66, 560, 500, 4), mix(desk, [0, 0, 0], 0.4))
  sheet.fill(box(200, 50, 560, 500, 4), [246, 238, 220])
  sheet.fill(box(240, 92, 220 + random() * 200, 26, 13), [70, 54, 50])
  for (let line = 0; line < 11; line += 1) {
    const y = 170 + line * 32
    sheet.fill(stroke(244, y, 244 + 300 + random() * 160, y, 7), [160, 146, 132])
  }
  sheet.fill(ellipse(670, 470, 46), [168, 52, 48])
  sheet.fill(ellipse(670, 470, 32), [190, 72, 64])
}

export function books(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover([196, 178, 150])
  for (const shelf of [270, 570]) {
    for (let x = 40; x < 900;) {
      const [width, height] = [26 + random() * 34, 160 + random() * 70]
      const colour: Colour = [60 + random() * 150, 50 + random() * 90, 50 + random() * 90]
      sheet.fill(box(x, shelf - height, width, height, 3), colour)
      sheet.fill(box(x + 5, shelf - height + 22, width - 10, 10, 2), mix(colour, [255, 240, 200], 0.6))
      x += width + (random() < 0.12 ? 34 : 3)
    }
    sheet.fill(box(0, shelf, 960, 24), WOOD)
  }
}

export function radio(sheet: Sheet, _seed: number): void {
  table(sheet, [176, 190, 186], [96, 78, 66])
  sheet.fill(box(200, 150, 560, 310, 40), [122, 68, 40])
  sheet.fill(box(216, 166, 528, 278, 30), [146, 86, 50])
  sheet.fill(box(250, 200, 260, 210, 16), [222, 204, 166])
  for (let line = 0; line < 9; line += 1) sheet.fill(stroke(270, 222 + line * 21, 490, 222 + line * 21, 5), [176, 152, 112])
  sheet.fill(box(546, 206, 164, 64, 8), [250, 226, 150])
  sheet.fill(stroke(620, 212, 620, 264, 4), [186, 40, 34])
  for (const x of [580, 676]) {
    sheet.fill(ellipse(x, 350, 38), [52, 36, 30])
    sheet.fill(ellipse(x, 346, 30), [208, 184, 140])
    sheet.fill(stroke(x, 346, x + 8, 324, 5), [90, 62, 44])
  }
}

export function clock(sheet: Sheet, seed: number): void {
  sheet.cover(fade([52, 66, 84], [120, 128, 132], 0, 600))
  for (let x = 60; x < 960; x += 180) sheet.fill(box(x, 0, 26, 600), [70, 80, 92])
  sheet.fill(box(466, 0, 28, 90), [34, 40, 48])
  sheet.fill(ellipse(480, 310, 232), [34, 40, 48])
  sheet.fill(ellipse(480, 310, 212), [248, 244, 232])
  for (let hour = 0; hour < 12; hour += 1) {
    const [dx, dy] = [Math.sin((hour * Math.PI) / 6), -Math.cos((hour * Math.PI) / 6)]
    sheet.fill(stroke(480 + dx * 168, 310 + dy * 168, 480 + dx * 192, 310 + dy * 192, hour % 3 === 0 ? 14 : 7), [40, 44, 52])
  }
  const at = seeded(seed)() * Math.PI * 2
  sheet.fill(stroke(480, 310, 480 + Math.sin(at) * 104, 310 - Math.cos(at) * 104, 15), [40, 44, 52])
  sheet.fill(stroke(480, 310, 480 + Math.sin(at * 12) * 158, 310 - Math.cos(at * 12) * 158, 9), [186, 52, 44])
  sheet.fill(without(ellipse(480, 310, 16), ellipse(480, 310, 5)), [40, 44, 52])
}
