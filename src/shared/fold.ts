/** Marks that a reader leaves out: accents, vowel signs of Arabic and Hebrew. Those that make another letter of it (が, कि) stay. */
const MARKS =
  /[\u0300-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe2f]/gu
/** Tatweel, and what only steers how a text is set: soft hyphens, joiners, marks of direction. */
const UNSEEN = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu
const SAME: Readonly<Record<string, string>> = { ß: 'ss', ς: 'σ', ı: 'i', ł: 'l', ø: 'o', đ: 'd', ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' }
const TWINS = /[ßςıłøđٱىیکة\u0660-\u0669\u06f0-\u06f9]/gu

function twinOf(letter: string): string {
  // Digits of Arabic and Persian end in the nibble that they stand for.
  return SAME[letter] ?? String(letter.charCodeAt(0) & 0xf)
}

/** Case, accents, width and ways of writing the same letter do not matter when looking for something. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(UNSEEN, '')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(TWINS, twinOf)
    .normalize('NFC')
}

const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}\p{S}]+/gu

/** The folded words of a text with one blank before, between and after them; a blank alone where there are none. */
export function foldedWords(text: string): string {
  return ` ${fold(text)} `.replace(BETWEEN_WORDS, ' ')
}
