import { seeded } from '../../../faults/seeded.ts'
import { below, both, box, type Colour, ellipse, fade, mix, type Sheet, stroke, without } from './paint.ts'
import { hills } from './landscape.ts'

/** Places on a sheet of 960 by 600 units, each a little different for another seed. */
export function train(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover(fade([12, 18, 44], [66, 58, 102], 0, 460))
  for (let star = 0; star < 70; star += 1) sheet.fill(ellipse(random() * 960, random() * 300, 1 + random() * 1.6), [220, 220, 240])
  sheet.fill(ellipse(150 + random() * 640, 110, 46), [250, 240, 210])
  sheet.fill(
    below(x => 330 - Math.sin(x / 140 + random() * 0.01) * 34),
    [28, 30, 60],
  )
  sheet.fill(
    below(() => 470),
    [20, 20, 36],
  )
  const coat: Colour = mix([124, 40, 46], [36, 72, 104], random())
  for (const x of [-70, 330, 730]) {
    sheet.fill(box(x, 290, 390, 170, 22), coat)
    sheet.fill(box(x, 412, 390, 12), mix(coat, [255, 220, 150], 0.5))
    for (let window = 0; window < 5; window += 1) {
      const light: Colour = random() < 0.75 ? [255, 222, 140] : [70, 66, 84]
      sheet.fill(box(x + 22 + window * 72, 322, 54, 62, 8), light)
    }
    for (const wheel of [60, 130, 260, 330]) sheet.fill(ellipse(x + wheel, 462, 22), [10, 10, 18])
  }
  sheet.fill(box(0, 484, 960, 8), [92, 88, 100])
  sheet.fill(
    both(
      below(() => 492),
      below(x => 492 + (x % 2)),
    ),
    fade([30, 28, 46], [14, 14, 24], 492, 600),
  )
}

/** A view out of a window of a train. */
export function window(sheet: Sheet, seed: number): void {
  hills(sheet, seed)
  const frame = without(box(0, 0, 960, 600), box(90, 60, 780, 430, 56))
  sheet.fill(frame, [58, 50, 52])
  sheet.fill(without(box(78, 48, 804, 454, 66), box(90, 60, 780, 430, 56)), [36, 30, 34])
  sheet.fill(box(60, 506, 840, 30, 14), [110, 92, 80])
  sheet.fill(box(690, 430, 66, 84, 10), [236, 228, 214])
  sheet.fill(without(ellipse(762, 466, 24), ellipse(762, 466, 13)), [236, 228, 214])
}

export function river(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  const mood: readonly [Colour, Colour, Colour] =
    random() < 0.5
      ? [
          [164, 178, 190],
          [240, 226, 210],
          [96, 118, 120],
        ]
      : [
          [126, 158, 186],
          [246, 214, 190],
          [72, 98, 108],
        ]
  sheet.cover(fade(mood[0], mood[1], 0, 330))
  sheet.fill(
    below(x => 270 - Math.sin(x / 120 + seed) * 22),
    mix(mood[2], mood[1], 0.55),
  )
  sheet.fill(
    below(x => 310 - Math.sin(x / 170 + seed * 2) * 16),
    mix(mood[2], mood[1], 0.25),
  )
  sheet.fill(
    below(() => 340),
    fade(mix(mood[1], mood[0], 0.4), mood[2], 340, 600),
  )
  for (let ripple = 0; ripple < 34; ripple += 1) {
    const [x, y] = [random() * 960, 360 + random() * 220]
    sheet.fill(stroke(x, y, x + 40 + random() * 130, y, 2.5), mix(mood[1], mood[2], 0.3))
  }
  for (let reed = 0; reed < 16; reed += 1) {
    const x = random() * 190
    sheet.fill(stroke(x, 600, x + 14 + random() * 20, 380 + random() * 110, 5), [64, 82, 66])
  }
}

export function bridge(sheet: Sheet, seed: number): void {
  river(sheet, seed)
  const stone: Colour = [104, 104, 106]
  let arches = both(
    box(-10, 226, 980, 190),
    below(x => 236 + Math.abs(x - 480) / 18),
  )
  for (const x of [160, 480, 800]) arches = without(arches, ellipse(x, 420, 128, 124))
  sheet.fill(arches, fade(mix(stone, [255, 255, 255], 0.3), stone, 230, 400))
  sheet.fill(
    both(
      box(-10, 190, 980, 90),
      without(
        below(x => 226 + Math.abs(x - 480) / 18),
        below(x => 240 + Math.abs(x - 480) / 18),
      ),
    ),
    [78, 78, 82],
  )
}

/** Young plants in a bed. */
export function leaves(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover(fade([176, 206, 190], [226, 232, 206], 0, 400))
  sheet.fill(
    below(() => 400),
    fade([96, 66, 46], [62, 40, 30], 400, 600),
  )
  for (let plant = 0; plant < 9; plant += 1) {
    const x = 70 + plant * 104 + random() * 30
    const top = 150 + random() * 130
    sheet.fill(stroke(x, 470, x + random() * 20 - 10, top, 9), [92, 132, 70])
    for (let leaf = 0; leaf < 6; leaf += 1) {
      const [y, side] = [top + 20 + leaf * 46, leaf % 2 === 0 ? -1 : 1]
      if (y > 440) break
      const green: Colour = mix([64, 118, 62], [150, 188, 90], random())
      for (let step = 0; step < 5; step += 1)
        sheet.fill(ellipse(x + side * (12 + step * 13), y - step * 7, 24 - step * 3.6, 15 - step * 2), green)
    }
  }
}

export function frost(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover(fade([112, 150, 190], [206, 220, 232], 0, 600))
  const branch = (x: number, y: number, angle: number, length: number, depth: number): void => {
    const [tx, ty] = [x + Math.cos(angle) * length, y + Math.sin(angle) * length]
    sheet.fill(stroke(x, y, tx, ty, depth * 1.6), mix([232, 242, 250], [255, 255, 255], depth / 5))
    if (depth <= 2) return
    for (const turn of [-1, 1]) {
      branch(x + (tx - x) * 0.45, y + (ty - y) * 0.45, angle + turn * 0.85, length * 0.42, depth - 1)
      branch(x + (tx - x) * 0.8, y + (ty - y) * 0.8, angle + turn * 0.7, length * 0.32, depth - 1)
    }
  }
  for (let flower = 0; flower < 5; flower += 1) {
    const [x, y, size] = [100 + flower * 190, flower % 2 === 0 ? 190 : 420, 100 + random() * 60]
    for (let arm = 0; arm < 6; arm += 1) branch(x, y, (arm * Math.PI) / 3 + random() * 0.1, size, 4)
  }
}

export function wall(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover(fade([150, 190, 214], [226, 234, 232], 0, 260))
  sheet.fill(
    below(() => 520),
    [98, 128, 76],
  )
  for (let row = 0; row < 6; row += 1) {
    for (let x = -60 + (row % 2) * 50; x < 1000;) {
      const width = 90 + random() * 60
      const stone: Colour = mix([150, 140, 126], [196, 178, 150], random())
      sheet.fill(box(x, 220 + row * 54, width - 6, 48, 16), fade(mix(stone, [255, 255, 255], 0.2), stone, 220 + row * 54, 268 + row * 54))
      x += width
    }
  }
}

export function cinema(sheet: Sheet, seed: number): void {
  const random = seeded(seed)
  sheet.cover([20, 16, 24])
  sheet.fill(box(190, 70, 580, 310, 6), [214, 212, 204])
  hillsOn(sheet, seed)
  for (const side of [0, 820]) {
    for (let fold = 0; fold < 5; fold += 1) sheet.fill(box(side + fold * 28, 0, 28, 460), fold % 2 === 0 ? [104, 24, 32] : [84, 18, 26])
  }
  for (let row = 0; row < 2; row += 1) {
    for (let seat = 0; seat < 11; seat += 1) {
      const x = 20 + seat * 92 + row * 44
      const shade: Colour = row === 0 ? [40, 32, 44] : [12, 9, 15]
      if (random() < 0.8) sheet.fill(ellipse(x, 446 + row * 64, 27, 33), shade)
      sheet.fill(box(x - 42, 472 + row * 64, 84, 140, 26), shade)
    }
  }
}

/** A scene in greys, on the screen. */
function hillsOn(sheet: Sheet, seed: number): void {
  const screen = box(190, 70, 580, 310, 6)
  sheet.fill(
    both(
      screen,
      below(x => 250 - Math.sin(x / 90 + seed) * 26),
    ),
    [150, 148, 144],
  )
  sheet.fill(
    both(
      screen,
      below(x => 300 - Math.sin(x / 60 + seed * 3) * 18),
    ),
    [96, 94, 92],
  )
  sheet.fill(ellipse(600, 160, 34), [240, 238, 230])
}
