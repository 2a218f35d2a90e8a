const MAX_TAGS = 50
const MAX_TAG_LENGTH = 100
const HASHTAG = /(?<=^|[\s([{"'«“‘¿¡,;])[#＃]([\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_·-]|\u200c|\u200d)*)/gu

/** A tag as it is compared and stored: without its hash, lower case, composed. Empty when nothing is left. */
export function normaliseTag(tag: string): string {
  return tag
    .trim()
    .replace(/^[#＃]+/, '')
    .normalize('NFC')
    .toLowerCase()
    .slice(0, MAX_TAG_LENGTH)
}

/** Tags of a post: the named categories first, then the hashtags of its texts. A number alone is an issue or a price, not a tag. */
export function tagsOf(categories: readonly string[], ...texts: readonly string[]): string[] {
  const found = new Set<string>()
  const add = (tag: string): void => {
    const normal = normaliseTag(tag)
    if (normal !== '' && found.size < MAX_TAGS) found.add(normal)
  }
  for (const category of categories) add(category)
  for (const text of texts) {
    for (const [, tag = ''] of text.matchAll(HASHTAG)) {
      if (!/^[\p{N}_-]+$/u.test(tag)) add(tag.replace(/[-·]+$/, ''))
    }
  }
  return [...found]
}
