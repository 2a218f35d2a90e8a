import { graphemesOf } from './graphemes.ts'

const EMOJI = /^(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}|\p{Extended_Pictographic}|[0-9#*]\u{FE0F}?\u{20E3})/u
/** Longer than the longest one there is; what is longer has something piled onto it. */
const LONGEST = 40

/** Whether a text is one emoji and nothing else (UTS #51). */
export function isSingleEmoji(text: string): boolean {
  if (text.length > LONGEST || !EMOJI.test(text) || /\p{Mn}/u.test(text.replaceAll('\u{FE0F}', ''))) return false
  const [first] = graphemesOf(text)
  return first?.segment === text
}
