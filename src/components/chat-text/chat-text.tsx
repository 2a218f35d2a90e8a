import { type ReactNode, use, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { type StyledRun, styleMessage } from '#shared/message-styling.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '../account-context.tsx'
import { placeOfPerson } from '../places.ts'
import { placeOfXmppUri } from '../xmpp-place.ts'
import styles from './chat-text.module.css'
import { foldBody } from './fold.ts'
import { FoundWordsContext } from './found-words.ts'
import { MentionsContext, splitMentions } from './mentions.ts'
import { isOnlyEmoji } from './only-emoji.ts'
import { splitLinks, type TextPart } from './parts.ts'

interface ChatTextProps {
  body: string
  /** What stands at the end of the last line where there is room, else below it. */
  end?: ReactNode
  /** Its sender marked nothing (XEP-0393 §7). */
  unstyled?: boolean
  /** Who does what it says (XEP-0245). */
  actor?: string | undefined
}

const plainRun = (text: string): StyledRun => ({ text, styles: [], quote: 0, directive: false })

/** Where the addresses of a text stand. */
function linksIn(text: string): [number, number][] {
  let at = 0
  return splitLinks(text).flatMap(part => {
    const from = at
    at += part.text.length
    return part.kind === 'link' ? [[from, at] as [number, number]] : []
  })
}

/** The text of a message: its line breaks, its links, folded when long. Whatever is in it, it stays text. */
export function ChatText({ body, end, unstyled = false, actor }: ChatTextProps) {
  const { t } = useText()
  const [steps, setSteps] = useState(0)
  const { shown, folded } = foldBody(body, steps)
  return (
    <>
      <div className={cx(styles.text, isOnlyEmoji(body) && styles.emoji, actor !== undefined && styles.action)} dir="auto">
        {actor !== undefined && <bdi className={styles.actor}>{actor} </bdi>}
        <Level runs={unstyled ? [plainRun(shown)] : styleMessage(shown, linksIn)} level={0} />
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

interface Group {
  kind: 'quote' | 'pre' | 'text'
  runs: StyledRun[]
}

/** Runs that are drawn together, at one depth of quotation. */
function groupsOf(runs: readonly StyledRun[], level: number): Group[] {
  const groups: Group[] = []
  for (const run of runs) {
    const kind = run.quote > level ? 'quote' : run.block ? 'pre' : 'text'
    const last = groups.at(-1)
    // What opens a block begins another one.
    if (last?.kind === kind && !(kind === 'pre' && run.directive && last.runs.length > 1 && last.runs.at(-1)?.directive))
      last.runs.push(run)
    else groups.push({ kind, runs: [run] })
  }
  return groups
}

/** Quotations, blocks and marked words of one depth. Marks of blocks are drawn as what they mean, those of words stay in sight (§8). */
function Level({ runs, level }: { runs: readonly StyledRun[]; level: number }): ReactNode {
  // oxlint-disable react/no-array-index-key -- the parts of a text have no other identity
  return groupsOf(runs, level).map((group, index) => {
    if (group.kind === 'quote')
      return (
        <blockquote key={index} className={styles.quote}>
          <Level
            runs={group.runs.filter(run => !(run.directive && run.quote === level + 1 && run.text.startsWith('>')))}
            level={level + 1}
          />
        </blockquote>
      )
    if (group.kind === 'pre')
      return (
        <pre key={index} className={styles.pre}>
          <code>
            <Words text={group.runs.flatMap(run => (run.directive || run.text.startsWith('>') ? [] : run.text)).join('')} />
          </code>
        </pre>
      )
    return group.runs.map((run, place) => <Run key={`${index} ${place}`} run={run} />)
  })
  // oxlint-enable react/no-array-index-key
}

const ELEMENTS = { strong: 'strong', emphasis: 'em', strike: 's', pre: 'code' } as const

function Run({ run: { text, styles: marks, directive } }: { run: StyledRun }): ReactNode {
  const words: ReactNode = directive ? (
    <span className={styles.directive}>{text}</span>
  ) : (
    splitLinks(text).map((part, index) =>
      part.kind === 'text' ? (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
        <Named key={index} text={part.text} />
      ) : (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
        <ChatLink key={index} part={part} />
      ),
    )
  )
  return marks.reduceRight((inside: ReactNode, mark) => {
    const Element = ELEMENTS[mark]
    return <Element>{inside}</Element>
  }, words)
}

/** People whom it names lead to their profiles. */
function Named({ text }: { text: string }): ReactNode {
  return splitMentions(text, use(MentionsContext)).map((part, index) => {
    // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
    return part.jid === undefined ? <Words key={index} text={part.text} /> : <Person key={index} jid={part.jid} text={part.text} />
  })
}

function Person({ jid, text }: { jid: BareJid; text: string }) {
  const me = useMe()
  return (
    <a className={cx(styles.mention, jid === me && styles.me)} href={placeOfPerson(jid)} title={jid}>
      <Words text={text} />
    </a>
  )
}

function Words({ text }: { text: string }): ReactNode {
  const found = use(FoundWordsContext)
  return found ? found.draw(text) : text
}

/** An address of XMPP opens here, every other one in a tab of its own that learns nothing of this one. */
function ChatLink({ part: { href, text } }: { part: Extract<TextPart, { kind: 'link' }> }) {
  const place = href.startsWith('xmpp:') ? placeOfXmppUri(href) : undefined
  if (place)
    return (
      <a href={place}>
        <Words text={text} />
      </a>
    )
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">
      <Words text={text} />
    </a>
  )
}
