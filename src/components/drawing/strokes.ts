export interface Stroke {
  colour: string
  /** In pixels of the picture. */
  width: number
  points: readonly (readonly [x: number, y: number])[]
}

/** What was done, in its order. Clearing is something that can be undone as well. */
export type Deed = Stroke | 'clear'

/** What is to be seen of it. */
export function seenStrokes(deeds: readonly Deed[]): Stroke[] {
  return deeds.slice(deeds.lastIndexOf('clear') + 1).filter(deed => deed !== 'clear')
}

/** A line through its points, round at its corners; one point is a dot. */
export function drawStroke(brush: CanvasRenderingContext2D, { colour, width, points }: Stroke): void {
  const [first, ...others] = points
  if (!first) return
  Object.assign(brush, { strokeStyle: colour, lineWidth: width, lineCap: 'round', lineJoin: 'round' })
  brush.beginPath()
  brush.moveTo(...first)
  for (const [index, [x, y]] of others.entries()) {
    const next = others[index + 1]
    // From middle to middle, so that it bends instead of breaking.
    if (next) brush.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2)
    else brush.lineTo(x, y)
  }
  if (others.length === 0) brush.lineTo(...first)
  brush.stroke()
}
