import { type RefObject, useEffect, useEffectEvent } from 'react'
import { useText } from '#ui/text/use-text.ts'
import { showPost } from './move-posts.ts'
import { goTo, type Place } from './places.ts'
import { isSingleKey } from './single-keys.ts'

/**
 * Single keys in a list of posts: j and k go from card to card, o opens, l likes, r comments, s saves. The buttons of the card are
 * pressed, so that a key does what they do and nothing where they cannot.
 * @param isActive whether keys count while the focus is in no list: not where something is open beside it
 */
export function useFeedKeys(feed: RefObject<HTMLElement | null>, isActive: boolean): void {
  const { t } = useText()
  const titles: Record<string, string> = { l: t('post.like'), r: t('post.comment') }
  const press = useEffectEvent((event: KeyboardEvent) => {
    const list = feed.current
    const focus = document.activeElement
    if (!list || event.shiftKey || !isSingleKey(event)) return
    if (!list.contains(focus) && (!isActive || focus?.closest('[role=feed]'))) return
    const cards = Array.from(list.querySelectorAll<HTMLElement>('article:not([inert])'))
    const current = cards.findIndex(card => card.contains(focus))
    if (event.key === 'j' || event.key === 'k') {
      const next = current < 0 ? firstInView(cards) : cards[current + (event.key === 'j' ? 1 : -1)]
      event.preventDefault()
      if (next) showPost(next)
      return
    }
    const card = cards[current]
    if (card && act(card, event.key, titles)) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** The first one whose beginning can be seen, below what sticks to the top. */
function firstInView(cards: readonly HTMLElement[]): HTMLElement | undefined {
  const below = (card: HTMLElement): number => Number.parseFloat(getComputedStyle(card).scrollMarginBlockStart) || 0
  return cards.find(card => card.getBoundingClientRect().top >= below(card) - 1) ?? cards.at(-1)
}

/** @returns whether the key is one of a card's */
function act(card: HTMLElement, key: string, titles: Readonly<Record<string, string>>): boolean {
  if (key === 'o') {
    const { place } = card.dataset
    if (place) goTo(place as Place)
    return place !== undefined
  }
  const button = buttonOf(card, key, titles)
  if (!button) return false
  // The focus stays where it is, so that the next key goes on from there.
  if (!button.disabled) button.click()
  return true
}

function buttonOf(card: HTMLElement, key: string, titles: Readonly<Record<string, string>>): HTMLButtonElement | undefined {
  if (key === 's') return card.querySelector<HTMLButtonElement>('footer button:has(.lucide-bookmark)') ?? undefined
  const title = titles[key]
  if (title === undefined) return undefined
  return Array.from(card.querySelectorAll('button')).find(button => button.title === title)
}
