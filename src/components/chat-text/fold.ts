/** A message that would push everything else off the screen is folded: about this many lines are shown at first. */
const FOLD_LINES = 40
/** What one line of a bubble holds, about. */
const LINE_LENGTH = 80
/** Each "Show more" adds at most this much; one element with a megabyte of text would stop the page. */
const STEP_LENGTH = 65_536

/** Where the first `lines` lines end, counting a long line as the several it wraps into. */
function endOfLines(text: string, lines: number): number {
  let left = lines
  let start = 0
  while (start < text.length) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const wrapped = Math.max(1, Math.ceil((end - start) / LINE_LENGTH))
    if (wrapped >= left) return wrapped === left ? end : start + left * LINE_LENGTH
    left -= wrapped
    start = end + 1
  }
  return text.length
}

/** Never between the two halves of a surrogate pair. */
function whole(text: string, end: number): number {
  const code = text.charCodeAt(end - 1)
  return end < text.length && code >= 0xd8_00 && code <= 0xdb_ff ? end - 1 : end
}

/**
 * The part of a body to show.
 * @param steps how often "Show more" was pressed
 */
export function foldBody(body: string, steps: number): { shown: string; folded: boolean } {
  // Only the head is counted line by line, so a hostile body costs no more than a long one.
  const head = body.slice(0, FOLD_LINES * LINE_LENGTH + FOLD_LINES)
  const first = endOfLines(head, FOLD_LINES)
  const fits = body.length <= head.length && first >= body.length
  if (fits) return { shown: body, folded: false }
  const end = steps === 0 ? first : STEP_LENGTH * steps
  return end >= body.length ? { shown: body, folded: false } : { shown: body.slice(0, whole(body, end)), folded: true }
}
