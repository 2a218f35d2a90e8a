import { type ComponentType, createContext, use, useEffect, useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useDb } from '#components/account-context.tsx'
import { useLive } from '#components/use-live.ts'
import { messagesBelow } from '#storage/messages.ts'
import { type ChatMediaKind, mediaOf, type SharedThing } from './media-of.ts'

/** Messages that are looked through at once. */
const PAGE = 500

export interface Shown {
  /** By where their stretch begins. */
  pages: Map<number, readonly SharedThing[]>
  /** Addresses of the pictures that are drawn: of the others nobody may be asked. */
  drawn: Set<string>
}

/** What is shown so far: for going from picture to picture. */
export const ShownThings = createContext<Shown>({ pages: new Map(), drawn: new Set() })

export interface ThingProps {
  thing: SharedThing
  conversation: BareJid
}

interface MediaPageProps {
  conversation: BareJid
  kind: ChatMediaKind
  /** Place in the conversation's order; what stands below it is looked through. */
  below: number
  Thing: ComponentType<ThingProps>
  /** Nothing is older than this stretch; whether there was anything in it. */
  onEnd: (isEmpty: boolean) => void
}

/**
 * What was shared in one stretch of a conversation, newest first, and the stretch before it once one comes near. A stretch is a range of
 * the conversation's index, so a new message only has the newest read anew.
 */
export function MediaPage({ conversation, kind, below, Thing, onEnd }: MediaPageProps) {
  const db = useDb()
  const { pages } = use(ShownThings)
  const read = useLive(async () => {
    const rows = await messagesBelow(db, conversation, below, PAGE)
    const next = rows.length < PAGE ? null : (rows.at(-1)?.order ?? null)
    return { things: rows.flatMap(row => mediaOf(row, kind)), next }
  }, [db, conversation, kind, below])
  const page = read.state === 'data' ? read.data : undefined
  useEffect(() => {
    if (page) pages.set(below, page.things)
  }, [pages, below, page])
  const isEmpty = page?.things.length === 0
  const isLast = page?.next === null
  useEffect(() => {
    if (isLast) onEnd(isEmpty)
  }, [isLast, isEmpty, onEnd])
  if (!page) return null
  return (
    <>
      {page.things.map(thing => (
        <Thing key={`${thing.key} ${thing.file?.url ?? thing.link}`} thing={thing} conversation={conversation} />
      ))}
      {page.next !== null && <Older key={page.next} {...{ conversation, kind, Thing, onEnd }} below={page.next} />}
    </>
  )
}

/** How near the end is looked for what comes before it. */
const AHEAD = '800px'

function Older(props: MediaPageProps) {
  const mark = useRef<HTMLLIElement>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    const element = mark.current
    if (!element) return undefined
    const come = (entries: IntersectionObserverEntry[]): void => {
      if (!entries.some(entry => entry.isIntersecting)) return
      observer.disconnect()
      setIsNear(true)
    }
    const observer = new IntersectionObserver(come, { root: element.closest('[data-scroller]'), rootMargin: AHEAD })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return isNear ? <MediaPage {...props} /> : <li ref={mark} aria-hidden />
}
