import { ChevronDown, ChevronUp } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import type { PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { type Neighbours, neighboursOf } from '#storage/neighbours.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { recallFeed } from '#components/feed-position.ts'
import { goTo, placeOfPost } from '#components/places.ts'
import { usePostList } from '#components/post-list.ts'
import { usePreferences } from '#components/preferences.ts'
import { isSingleKey } from '#components/single-keys.ts'

type Way = keyof Neighbours

/** Which button was pressed on the page before this one: the focus goes on from the same one. */
const memory: { pressed: Way | null } = { pressed: null }

interface PostStepsProps {
  post: Post
  /** The page: keys count while the focus is in it, or nowhere. */
  page: RefObject<HTMLElement | null>
}

/** To what stands above and below in the list one came from. A step takes the place of the last one, so that "back" leads to the list. */
export function PostSteps({ post, page }: PostStepsProps) {
  const { t } = useText()
  const db = useDb()
  const list = usePostList()
  const top = list?.kind === 'feed' ? (recallFeed(db, list.view)?.top ?? undefined) : undefined
  const { key, sortAt, inFeed } = post
  const neighbours = useLiveQuery(async () => neighboursOf(db, post, list, top), [db, key, sortAt, inFeed, JSON.stringify(list), top])
  const go = (way: Way): void => {
    const to = neighbours?.[way]
    if (to) goTo(placeOfPost(to), { replace: true })
  }
  useStepKeys(page, go)
  const known = neighbours !== undefined
  const singleKeys = usePreferences(store => store.singleKeys)
  const previous = useKeptFocus('previous', known)
  const next = useKeptFocus('next', known)
  const press = (way: Way): void => {
    memory.pressed = way
    go(way)
  }
  return (
    <>
      <IconButton
        ref={previous}
        label={t('reading.previous')}
        icon={<ChevronUp />}
        aria-keyshortcuts={singleKeys ? 'k' : undefined}
        disabled={!isPost(neighbours?.previous)}
        onClick={() => press('previous')}
      />
      <IconButton
        ref={next}
        label={t('reading.next')}
        icon={<ChevronDown />}
        aria-keyshortcuts={singleKeys ? 'j' : undefined}
        disabled={!isPost(neighbours?.next)}
        onClick={() => press('next')}
      />
    </>
  )
}

/** A button that has the focus when it was the one that led here. At the end of the list it is disabled, and the focus stays at the heading. */
function useKeptFocus(way: Way, known: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!known || memory.pressed !== way) return
    memory.pressed = null
    button.current?.focus({ preventScroll: true })
  }, [way, known])
  return button
}

const isPost = (key: PostKey | null | undefined): boolean => key !== null && key !== undefined

function useStepKeys(page: RefObject<HTMLElement | null>, go: (way: Way) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const way = event.key === 'j' ? 'next' : event.key === 'k' ? 'previous' : undefined
    if (!way || !isSingleKey(event)) return
    const { activeElement } = document
    const isHere = activeElement === null || activeElement === document.body || page.current?.contains(activeElement) === true
    if (!isHere) return
    event.preventDefault()
    go(way)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
