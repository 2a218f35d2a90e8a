import { placeOfTag } from '../places.ts'
import styles from './rich-text.module.css'
import { SafeLink } from './safe-link.tsx'
import { splitPostText } from './split-tags.ts'

/** Text that stays text: line breaks, links, #tags. A span, so that it may stand in a heading. */
export function PlainText({ text }: { text: string }) {
  return (
    <span className={styles.plain} dir="auto">
      {splitPostText(text).map((part, index) => {
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
      })}
    </span>
  )
}
