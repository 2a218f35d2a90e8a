import { CheckCheck } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { finishCatchUp, resumeCatchUp } from '#commands/finish-catch-up.ts'
import { type CatchUpGroup, groupRows, type CatchUpRow } from '#model/catch-up.ts'
import type { PostKey } from '#model/keys.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Pill } from '#ui/pill.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { GROUPS, type TakenCatchUp } from '#components/catch-up-state.ts'
import { placeOfFeed } from '#components/places.ts'
import { useMedia } from '#components/use-media.ts'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import { CatchUpControls } from './catch-up-controls.tsx'
import { CatchUpEmpty } from './catch-up-empty.tsx'
import { CatchUpSection } from './catch-up-section.tsx'
import styles from './catch-up-page.module.css'
import { type CatchUpView, MOST_POSTS, useCatchUp } from './use-catch-up.ts'
import { useRowKeys } from './use-row-keys.ts'

/** What was missed: the posts of a period, by who wrote them, to look through and to put away. */
export function CatchUpPage() {
  const { t } = useText()
  const view = useCatchUp()
  const { state, read } = view
  const markRead = useMarkRead()
  const shown = state.taken ? shownRows(state.taken, view) : []
  const unread = shown.filter(({ key }) => !read.has(key))
  const isAll = state.kind === 'all' && state.taken?.isCut === false
  return (
    <Page
      title={t('catchUp.title')}
      back={placeOfFeed()}
      actions={
        <Button
          variant="ghost"
          size="s"
          icon={<CheckCheck />}
          disabled={unread.length === 0}
          onClick={() => void markRead(unread.map(keyOf), isAll)}
        >
          {t('catchUp.allRead')}
        </Button>
      }
    >
      <CatchUpControls view={view} unread={unread.length} />
      <Body view={view} shown={shown} onMark={keys => void markRead(keys, false)} />
    </Page>
  )
}

const keyOf = ({ key }: CatchUpRow): PostKey => key

/** Of the wanted kind, without what was read before the list was made. */
function shownRows({ rows, read }: TakenCatchUp, { state: { kind, showRead } }: CatchUpView): CatchUpRow[] {
  return rows.filter(row => (kind === 'all' || row.kinds.includes(kind)) && (showRead || !read.has(row.key)))
}

/** Puts posts away without looking at them; that can be taken back. */
function useMarkRead(): (keys: PostKey[], isAll: boolean) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return (keys, isAll) => withUndo('catchUp.marked', db => finishCatchUp(db, { keys, isAll, now: Date.now() }), resumeCatchUp)
}

interface BodyProps {
  view: CatchUpView
  shown: readonly CatchUpRow[]
  onMark: (keys: PostKey[]) => void
}

function Body({ view, shown, onMark }: BodyProps) {
  const { t } = useText()
  const { state, change, fresh, takeAnew, failure } = view
  if (failure) return <Notice tone="error">{t('catchUp.trouble')}</Notice>
  if (!state.taken) return <Skeleton avatar lines={4} />
  const showFresh = (): void => {
    takeAnew()
    window.scrollTo({ top: 0 })
  }
  const groups = groupRows(shown, state.order)
  return (
    <div className={styles.body}>
      <div role="status">{fresh > 0 && <Pill onClick={showFresh}>{t('feed.newPosts', { count: fresh })}</Pill>}</div>
      {state.taken.isCut && (
        <Notice tone="info" className={styles.notice}>
          {t('catchUp.cut', { count: MOST_POSTS })}
        </Notice>
      )}
      {groups.length === 0 ? (
        <CatchUpEmpty state={state} onAllKinds={() => change({ kind: 'all' })} />
      ) : (
        <Groups view={view} groups={groups.slice(0, state.groups)} onMark={onMark} />
      )}
      {groups.length > state.groups && <MoreGroups key={state.groups} onMore={() => change({ groups: state.groups + GROUPS })} />}
    </div>
  )
}

/** How far ahead of the end further groups are drawn, in px. */
const AHEAD = 800

/** Comes by itself as one goes; the button is for those who go from button to button. */
function MoreGroups({ onMore }: { onMore: () => void }) {
  const { t } = useText()
  const end = useRef<HTMLDivElement>(null)
  const come = useEffectEvent(onMore)
  useEffect(() => {
    if (!end.current) return undefined
    const observer = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && come(), {
      rootMargin: `0px 0px ${AHEAD}px 0px`,
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={end}>
      <Button className={styles.more} onClick={onMore}>
        {t('catchUp.moreGroups')}
      </Button>
    </div>
  )
}

/** Where a post that is opened stands beside the list it need not stand in it as well. */
const BESIDE = '(width >= 80rem)'

function Groups({ view, groups, onMark }: { view: CatchUpView; groups: readonly CatchUpGroup[]; onMark: (keys: PostKey[]) => void }) {
  const { state, change, read } = view
  const opensBeside = useMedia(BESIDE)
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list)
  const toggle = (key: PostKey): void => {
    const open = new Set(state.open)
    if (!open.delete(key)) open.add(key)
    change({ open })
  }
  return (
    <div ref={list} className={styles.groups}>
      {groups.map(group => (
        <CatchUpSection
          key={group.nodeKey}
          group={group}
          read={read}
          open={state.open}
          opensBeside={opensBeside}
          limit={state.rows.get(group.nodeKey)}
          onLimit={limit => change({ rows: new Map(state.rows).set(group.nodeKey, limit) })}
          onToggle={toggle}
          onMark={onMark}
        />
      ))}
    </div>
  )
}
