import { type ChangeObject, diffWords } from 'diff'

/** kept · added · removed */
export interface WordChange {
  kind: 'kept' | 'added' | 'removed'
  text: string
}

/** Longer than this a comparison may take the page's time, in ms. */
const TIMEOUT = 300
/** Of a long stretch that stayed the same, so much is shown at either end. */
const AROUND = 160

/**
 * What became of a text, word by word; the words of languages without spaces are found by the browser.
 * @returns undefined when too much differs for a comparison in bearable time
 */
export function compareWords(before: string, after: string, locale: string): WordChange[] | undefined {
  const intlSegmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const changes: ChangeObject<string>[] | undefined = diffWords(before, after, { intlSegmenter, timeout: TIMEOUT })
  return changes?.map((change, index) => {
    const kind = change.added ? 'added' : change.removed ? 'removed' : 'kept'
    return { kind, text: kind === 'kept' ? shortened(change.value, index === 0, index === changes.length - 1) : change.value }
  })
}

/** The middle of what stayed the same is left out; its ends say where the changes are. */
function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= 3 * AROUND) return text
  const head = isFirst ? '' : text.slice(0, AROUND).replace(/\S*$/, '')
  const tail = isLast ? '' : text.slice(-AROUND).replace(/^\S*/, '')
  return `${head}…${tail}`
}
