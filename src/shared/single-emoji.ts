const EMOJI = /^(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}|\p{Extended_Pictographic}|[0-9#*]\u{FE0F}?\u{20E3})/u
/** Longer than the longest one there is; what is longer has something piled onto it. */
const LONGEST = 40
const BY_CHARACTER = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Whether a text is one emoji and nothing else (UTS #51). */
export function isSingleEmoji(text: string): boolean {
  if (text.length > LONGEST || !EMOJI.test(text) || /\p{Mn}/u.test(text.replaceAll('\u{FE0F}', ''))) return false
  const [first] = BY_CHARACTER.segment(text)
  return first?.segment === text
}
