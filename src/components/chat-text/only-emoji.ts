import { graphemesOf } from '#shared/graphemes.ts'

const MOST = 3
const EMOJI = /^(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}|\p{Extended_Pictographic}|[0-9#*]\u{FE0F}?\u{20E3})/u

/** True for a message of one to three emoji and nothing else: it is drawn large. */
export function isOnlyEmoji(body: string): boolean {
  const text = body.trim()
  if (text.length > 64 || !EMOJI.test(text)) return false
  const characters = Array.from(graphemesOf(text), part => part.segment).filter(character => character.trim() !== '')
  return characters.length <= MOST && characters.every(character => EMOJI.test(character))
}
