/** Room of one bar in the drawing, and how much of it is filled. */
const STEP = 4
const THICK = 2.5
const HIGH = 32
const LEAST = 2

/** How loud something is over time, as bars of one drawing. */
export function Bars({ levels, className }: { levels: readonly number[]; className?: string | undefined }) {
  const path = levels
    .map((level, index) => {
      const high = Math.max(LEAST, Math.min(1, level) * HIGH)
      return `M${index * STEP} ${(HIGH - high) / 2}h${THICK}v${high}h-${THICK}z`
    })
    .join('')
  return (
    <svg className={className} viewBox={`0 0 ${levels.length * STEP - (STEP - THICK)} ${HIGH}`} preserveAspectRatio="none" aria-hidden>
      <path d={path} fill="currentColor" />
    </svg>
  )
}
