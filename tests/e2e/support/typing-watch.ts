/** What was seen of a field in which somebody types. */
export interface TypingSeen {
  /** Letters that were typed. */
  letters: number
  /** Of these, not in the field in the second frame after their key. */
  late: number
  /** Times that the field had less in it than it had before. */
  lost: number
  /** Changes in the document around the field that no key made. */
  changes: string[]
  /** Keys whose own work took more than 50 ms, and the longest in ms: for the record, since other work slows this down too. */
  longKeys: number
  longest: number
}

declare global {
  interface Window {
    typingWatch: { quiet: () => void; seen: () => TypingSeen }
  }
}

/** Runs in the page, self-contained: looks at the field that has the focus, and at the form that it is in. */
export function installTypingWatch(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement) || !field.form) throw new Error('nobody types in a form')
  const seen: TypingSeen = { letters: 0, late: 0, lost: 0, changes: [], longKeys: 0, longest: 0 }
  let length = field.value.length
  let expected = length
  let isQuiet = false
  field.addEventListener('keydown', ({ key }) => {
    if (key.length !== 1) return
    seen.letters += 1
    expected += 1
    const wanted = expected
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (field.value.length < wanted) seen.late += 1
      }),
    )
  })
  const look = (): void => {
    if (field.value.length < length) seen.lost += 1
    length = field.value.length
    requestAnimationFrame(look)
  }
  look()
  new MutationObserver(records => {
    if (!isQuiet) return
    for (const { type, target, attributeName } of records) seen.changes.push(`${type} ${target.nodeName} ${attributeName ?? ''}`)
  }).observe(field.form, { subtree: true, childList: true, attributes: true, characterData: true })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (!['keydown', 'keypress', 'input', 'keyup'].includes(entry.name)) continue
      const took = entry.processingEnd - entry.processingStart
      seen.longest = Math.max(seen.longest, Math.round(took))
      if (took > 50) seen.longKeys += 1
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  window.typingWatch = {
    /** From now on nobody types. */
    quiet: () => {
      isQuiet = true
    },
    seen: () => seen,
  }
}
