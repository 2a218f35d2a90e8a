/** 0 is the yellow that stands for nobody; 1 to 5 go from light to dark (Unicode TR51 §2.4). */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5
export const SKIN_TONES: readonly SkinTone[] = [0, 1, 2, 3, 4, 5]

const BEFORE_THE_FIRST = 0x1f3fa
const TAKES_A_TONE = /(\p{Emoji_Modifier_Base})\uFE0F?/gu

/** An emoji with a tone in all of its people. Only for what is known to have one: of some groups this makes nothing. */
export function withTone(emoji: string, tone: SkinTone): string {
  return tone === 0 ? emoji : emoji.replace(TAKES_A_TONE, `$1${String.fromCodePoint(BEFORE_THE_FIRST + tone)}`)
}
