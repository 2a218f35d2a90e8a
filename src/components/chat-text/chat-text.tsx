import { type ReactNode, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { placeOfXmppUri } from '../xmpp-place.ts'
import styles from './chat-text.module.css'
import { foldBody } from './fold.ts'
import { isOnlyEmoji } from './only-emoji.ts'
import { splitLinks, type TextPart } from './parts.ts'

interface ChatTextProps {
  body: string
  /** What stands at the end of the last line where there is room, else below it. */
  end?: ReactNode
}

/** The text of a message: its line breaks, its links, folded when long. Whatever is in it, it stays text. */
export function ChatText({ body, end }: ChatTextProps) {
  const { t } = useText()
  const [steps, setSteps] = useState(0)
  const { shown, folded } = foldBody(body, steps)
  return (
    <>
      <div className={cx(styles.text, isOnlyEmoji(body) && styles.emoji)} dir="auto">
        {splitLinks(shown).map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
            <ChatLink key={index} part={part} />
          ),
        )}
        {folded ? '…' : end}
      </div>
      {folded && (
        <div className={styles.rest}>
          <Button size="s" variant="ghost" className={styles.more} onClick={() => setSteps(steps + 1)}>
            {t('chats.message.more')}
          </Button>
          {end}
        </div>
      )}
    </>
  )
}

/** An address of XMPP opens here, every other one in a tab of its own that learns nothing of this one. */
function ChatLink({ part: { href, text } }: { part: Extract<TextPart, { kind: 'link' }> }) {
  const place = href.startsWith('xmpp:') ? placeOfXmppUri(href) : undefined
  if (place) return <a href={place}>{text}</a>
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">
      {text}
    </a>
  )
}
