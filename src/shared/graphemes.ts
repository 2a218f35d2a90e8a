let segmenter: Intl.Segmenter | undefined

/** The characters of a text as a reader sees them (UAX #29). Made when first wanted: loading the browser's tables takes 20 ms. */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}
