import { type AnyRouteMatch, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { PanelRight } from 'lucide-react'
import { type ContextType, type FocusEvent, type ReactElement, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { OpenBesideContext } from '#components/open-beside.ts'
import { PostListContext } from '#components/post-list.ts'
import { useMedia } from '#components/use-media.ts'
import { postKeyOf } from '#model/keys.ts'
import { parseBareJid } from '#shared/jid.ts'
import type { PostList } from '#storage/neighbours.ts'
import { PageShownContext } from '#ui/page.tsx'
import { ScrollerContext } from '#ui/scroller.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './beside.module.css'
import { useWindowScroll } from './window-scroll.ts'

/** What a route says of itself when it is a list that things are opened from. */
export interface ListRoute {
  draw: (at: { params: Record<string, string>; search: Record<string, string> }) => ReactElement
  /** The posts that are in it, for stepping from one to the next. */
  posts?: (params: Record<string, string>) => PostList | undefined
  /** Beside it while nothing is open. */
  rest?: () => ReactElement
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    list?: ListRoute
  }
}

const WIDE = '(width >= 80rem)'

/** Lists, and posts and people opened from them: side by side where there is room, one at a time elsewhere. */
export function Beside() {
  const wide = useMedia(WIDE)
  const match = useMatches({ select: matches => matches.at(-1) })
  const list = useList(match)
  const step = useLocation({ select: location => location.state.__TSR_key })
  const open = match !== list
  const beside = wide && list !== undefined
  useWindowScroll({ list: beside ? list.pathname : undefined, open, step })
  const opener = useRef<HTMLElement>(null)
  useEffect(() => {
    // What was open is closed: the keyboard goes on where it was opened.
    if (!open && document.activeElement === document.body) opener.current?.focus({ preventScroll: true })
  }, [open])
  const keepOpener = (event: FocusEvent<HTMLElement>): void => {
    opener.current = event.target
  }
  const opened = (
    <PostListContext value={list?.staticData.list?.posts?.(list.params)}>
      <Outlet />
    </PostListContext>
  )
  if (!beside && open) return opened
  // One and the same list at both widths: whoever turns the window goes on reading where they were.
  return (
    <div className={beside ? styles.beside : undefined}>
      <OpenBesideContext value={open ? openedBy(match) : {}}>
        <List at={list} onFocus={keepOpener} />
      </OpenBesideContext>
      {beside && <Pane key={open ? match?.pathname : ''}>{open ? opened : restOf(list)}</Pane>}
    </div>
  )
}

/** The list that is here, or the one that what is here was opened from. */
function useList(match: AnyRouteMatch | undefined): AnyRouteMatch | undefined {
  // An address that was typed, or followed from elsewhere, was opened from nothing.
  const fromOutside = useLocation({ select: location => location.state.__TSR_index === 0 })
  const [kept, setKept] = useState<AnyRouteMatch>()
  const list = match?.staticData.list ? match : fromOutside ? undefined : kept
  if (list !== kept) setKept(list)
  return list
}

function List({ at, onFocus }: { at: AnyRouteMatch | undefined; onFocus?: (event: FocusEvent<HTMLElement>) => void }) {
  return (
    <div key={at?.pathname} className={styles.list} onFocus={onFocus}>
      <Suspense>{at?.staticData.list?.draw(at)}</Suspense>
    </div>
  )
}

/** What an address opens, as far as a list can mark it. */
function openedBy(match: AnyRouteMatch | undefined): ContextType<typeof OpenBesideContext> {
  const { service, node, item, jid } = (match?.params ?? {}) as Record<string, string | undefined>
  const [host, person] = [parseBareJid(service), parseBareJid(jid)]
  if (person) return { person }
  return host && node !== undefined && item !== undefined ? { post: postKeyOf({ service: host, node, itemId: item }) } : {}
}

/** What stands beside a list while nothing is open. */
function restOf(list: AnyRouteMatch): ReactNode {
  return list.staticData.list?.rest?.() ?? <Rest />
}

/** Says what the empty side is for. */
function Rest() {
  const { t } = useText()
  return (
    <p className={styles.rest}>
      <PanelRight aria-hidden />
      {t('shell.beside')}
    </p>
  )
}

/** What is open. It scrolls by itself, and takes the focus to its heading. */
function Pane({ children }: { children: ReactNode }) {
  const pane = useRef<HTMLDivElement>(null)
  const shown = (heading: HTMLElement): void => {
    if (pane.current?.contains(document.activeElement) !== true) heading.focus({ preventScroll: true })
  }
  return (
    <div ref={pane} className={styles.pane}>
      <ScrollerContext value={pane}>
        <PageShownContext value={shown}>
          <Suspense>{children}</Suspense>
        </PageShownContext>
      </ScrollerContext>
    </div>
  )
}
