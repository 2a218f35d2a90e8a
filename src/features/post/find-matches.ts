/** More than this are not marked: whoever looks for "e" in a megabyte finds enough of them. */
const MOST = 1000
/** What parts one text from the next: words on both sides of it are not neighbours. */
const BLOCKS = 'p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, pre, dt, dd, figcaption, div, section, article, header, footer'
/** Words of the page's own, not of the post. */
const APART = 'button, input, textarea, select, time, [aria-hidden=true], [hidden]'

interface Letter {
  node: Text
  /** Of the letter in its node, and of what comes behind it. */
  start: number
  end: number
}

/** Case and accents do not matter, and a piece of white space is like any other. */
function fold(letter: string): string {
  const folded = letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return /^\s+$/u.test(folded) ? ' ' : folded
}

/** The text under an element as one folded string, and where each of its characters stands on the page. */
function readText(root: Element): { text: string; letters: Letter[] } {
  const walker = root.ownerDocument.createTreeWalker(root, 4)
  const letters: Letter[] = []
  let text = ''
  let block: Element | null = null
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement
    if (!parent || parent.closest(APART)) continue
    const around = parent.closest(BLOCKS)
    if (around !== block) {
      text += '\n'
      letters.push({ node, start: 0, end: 0 })
      block = around
    }
    let start = 0
    for (const letter of node.data) {
      const folded = fold(letter)
      for (const unit of folded.split('')) {
        // White space in a row is drawn as one.
        if (unit === ' ' && text.endsWith(' ')) continue
        text += unit
        letters.push({ node, start, end: start + letter.length })
      }
      start += letter.length
    }
  }
  return { text, letters }
}

/** Only for a screen reader, or not drawn: nothing could be shown there. */
function isHidden(node: Text, root: Element): boolean {
  for (let element = node.parentElement; element && element !== root; element = element.parentElement)
    if (element.offsetWidth === 1 && element.offsetHeight === 1) return true
  return false
}

/** Where words stand in what is drawn under an element, in its order. */
export function findMatches(root: Element, query: string): Range[] {
  const wanted = Array.from(query.trim(), fold).join('').replace(/ +/g, ' ')
  if (wanted === '') return []
  const { text, letters } = readText(root)
  const ranges: Range[] = []
  let at = text.indexOf(wanted)
  while (at >= 0 && ranges.length < MOST) {
    const [first, last] = [letters[at], letters[at + wanted.length - 1]]
    if (first && last && !isHidden(first.node, root)) {
      const range = root.ownerDocument.createRange()
      range.setStart(first.node, first.start)
      range.setEnd(last.node, last.end)
      ranges.push(range)
    }
    at = text.indexOf(wanted, at + wanted.length)
  }
  return ranges
}
