import { placeOfTag } from '../places.ts'
import { SafeLink } from './safe-link.tsx'
import { splitPostText } from './split-tags.ts'

/** Words with what leads on in them: links, #tags. */
export function LinkedWords({ text }: { text: string }) {
  return splitPostText(text).map((part, index) => {
    switch (part.kind) {
      case 'text':
        return part.text
      case 'tag':
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
          <a key={index} href={placeOfTag(part.tag)}>
            {part.text}
          </a>
        )
      case 'link':
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
          <SafeLink key={index} href={part.href} words={part.text}>
            {part.text}
          </SafeLink>
        )
    }
  })
}
