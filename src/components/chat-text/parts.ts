/** A piece of a message's text. Put together in order, the `text`s are the message, no character lost. */
export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

/** Longer addresses stay text: nothing a person would click is that long, and hostile ones are. */
const MAX_LINK_LENGTH = 2_048

/**
 * Where a link may begin: a scheme that is not the tail of a longer Latin word; scripts that write without spaces may touch it.
 * `geo:` and everything else stays text.
 */
const SCHEME = /(?<![A-Za-z0-9]_?)(?:https?:\/\/|mailto:|xmpp:)/giu

/** A link ends at white space, at quotes and brackets of any script, and at control and bidi characters that could disguise it. */
const RUN = /[^\s<>"“”„«»‹›「」『』【】《》〈〉（）。、，；：！？\p{C}]+/uy

const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** The run without the punctuation of the sentence around it: final stops, and closing brackets that were not opened inside. */
function trimTail(run: string): string {
  let end = run.length
  for (; end > 0; end -= 1) {
    const last = run[end - 1] ?? ''
    if (/[.,;:!?'*_~|]/.test(last)) continue
    const opening = CLOSING[last]
    if (opening === undefined) break
    const inside = run.slice(0, end)
    if (inside.split(last).length <= inside.split(opening).length) break
  }
  return run.slice(0, end)
}

/** The address behind a run of text, or undefined when a browser would not go where the text says. */
function hrefOf(run: string): string | undefined {
  if (run.length > MAX_LINK_LENGTH || !URL.canParse(run)) return undefined
  const url = new URL(run)
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      // Names and passwords before the host are how one host dresses up as another.
      return url.hostname !== '' && url.username === '' && url.password === '' ? url.href : undefined
    case 'mailto:':
    case 'xmpp:':
      return url.pathname.includes('@') || (url.protocol === 'xmpp:' && url.pathname !== '') ? url.href : undefined
    default:
      return undefined
  }
}

/** Finds the links in a text. Linear in its length: each scheme and each run is looked at once. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  const pushText = (until: number): void => {
    if (until > done) parts.push({ kind: 'text', text: text.slice(done, until) })
  }
  SCHEME.lastIndex = 0
  for (let match = SCHEME.exec(text); match; match = SCHEME.exec(text)) {
    RUN.lastIndex = match.index
    const run = RUN.exec(text)?.[0] ?? ''
    const link = run.length > MAX_LINK_LENGTH ? '' : trimTail(run)
    const href = link === '' ? undefined : hrefOf(link)
    SCHEME.lastIndex = match.index + Math.max(run.length, match[0].length)
    if (href === undefined) continue
    pushText(match.index)
    parts.push({ kind: 'link', text: link, href })
    done = match.index + link.length
  }
  pushText(text.length)
  return parts
}
