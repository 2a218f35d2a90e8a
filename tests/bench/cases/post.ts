import { type BenchCase, times } from '../harness/bench-case.ts'
import { stretchLine } from '../harness/line.ts'
import { signedIn } from '../harness/sign-in.ts'
import type { Stage } from '../harness/stage.ts'
import { type Person, seedPerson } from '../seed/people.ts'
import { LAST_WORDS, seedArticle, seedCommunity, seedFollower } from '../seed/posts.ts'

const NODE = 'almanac'
const ITEM = 'swallows'
const CARDS = 100
const FIRST_CARDS = { selector: '[role=feed] article', count: 5 }
/** So high that all cards are drawn at once. */
const TALL = { width: 1440, height: 40_000 }

/** From the feed to a post of 3,000 words, until its last words are drawn. */
async function openings(stage: Stage, reader: Person, runs: number) {
  const context = await stage.visitor()
  const measured = await signedIn(context, `${stage.host.url}#/feed`, reader)
  await measured.see(FIRST_CARDS)
  const results = await times(runs, async () => {
    const seen = await measured.lookOut({ selector: 'article p', text: LAST_WORDS })
    const pressed = await measured.press(`[role=feed] article h2 a[href$='/${ITEM}']`)
    const stretch = await measured.stretch(pressed, await seen())
    await measured.page.goBack()
    await measured.page.getByText(LAST_WORDS).waitFor({ state: 'hidden' })
    return stretch
  })
  await context.close()
  return results
}

/** A reload of a window in which a hundred posts find room. */
async function mountings(stage: Stage, reader: Person, runs: number) {
  const context = await stage.visitor({ viewport: TALL })
  const cards = { selector: '[role=feed] article', count: CARDS }
  const measured = await signedIn(context, `${stage.host.url}#/feed`, reader, { cards })
  await measured.see(cards)
  const results = await times(runs, async () => {
    await measured.reload()
    return measured.fromNavigation('cards')
  })
  await context.close()
  return results
}

export const postCase: BenchCase = {
  name: 'post',
  runs: 5,
  run: async (stage, runs) => {
    const reader = await seedPerson(stage.server, 'petra')
    await seedCommunity(stage.server, reader, NODE, CARDS)
    await seedArticle(stage.server, reader, NODE, ITEM)
    await seedFollower(stage.server, reader, [NODE])
    return [
      stretchLine('post-open', 'a post of 3,000 words opened from the feed, to its last words', await openings(stage, reader, runs)),
      stretchLine('post-cards', 'reload with 100 cards in the window, to the last of them', await mountings(stage, reader, runs)),
    ]
  },
}
