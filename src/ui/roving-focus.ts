/** Moves the focus among the items of a composite widget, as the ARIA patterns say. True when the key was used. */
export function moveFocus(items: HTMLElement[], key: string, options: { horizontal?: boolean } = {}): boolean {
  const current = items.indexOf(document.activeElement as HTMLElement)
  const target = targetOf(items, key, current, options.horizontal === true)
  if (target === undefined) return false
  items[target]?.focus()
  return true
}

function targetOf(items: HTMLElement[], key: string, current: number, horizontal: boolean): number | undefined {
  const wrap = (index: number) => (index + items.length) % items.length
  // In a right-to-left page the left arrow goes on and the right arrow goes back.
  const rtl = document.documentElement.dir === 'rtl'
  const [next, previous] = horizontal ? (rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']) : ['ArrowDown', 'ArrowUp']
  if (items.length === 0) return undefined
  if (key === next) return wrap(current + 1)
  if (key === previous) return wrap(current < 0 ? -1 : current - 1)
  if (key === 'Home') return 0
  if (key === 'End') return items.length - 1
  return typedAhead(items, key, current)
}

/** The next item whose text starts with the letter. */
function typedAhead(items: HTMLElement[], key: string, current: number): number | undefined {
  if (Array.from(key).length !== 1 || key === ' ') return undefined
  const order = items.map((_, index) => (current + 1 + index) % items.length)
  const letter = key.toLocaleLowerCase()
  return order.find(index => items[index]?.textContent.trim().toLocaleLowerCase().startsWith(letter))
}
