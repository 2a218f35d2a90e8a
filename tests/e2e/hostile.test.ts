import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { commentsNode, entryXml, publishXml } from '../servers/demo-world/entry.ts'
import { must } from '../servers/demo-world/world.ts'
import { exampleEntries, hasCorpora, hostileEntry, hostilePayloads, mutations } from '../support/hostile-markup.ts'
import { escapeXml, type RawClient } from '../support/raw-client.ts'
import { makeBlog, makeCommunity } from './support/others.ts'
import { signIn } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const NODE = 'hostile'
const SEED = 20_261_125
const MUTATIONS = 1000
/** Of the server itself: what is beyond waits for its turn. */
const AT_ONCE = 25

/** Many posts at once: what is looked at is what is in them. */
const TALL = { width: 1440, height: 6000 }

/** Watches every element from its first moment on: what was there for one frame only counts as well. */
function watchForbidden(): void {
  const seen = new Set<string>()
  Object.assign(globalThis, { kithForbidden: seen })
  const tags = new Set('SCRIPT IFRAME FRAME OBJECT EMBED BASE META LINK STYLE APPLET PORTAL MATH'.split(' '))
  const judge = (element: Element): void => {
    const isOurs = element.closest('head') !== null || element.closest('[data-vite-dev-id]') !== null
    const where = element.closest('article, [role=listitem], li')?.textContent.slice(0, 60) ?? ''
    if (!isOurs && tags.has(element.tagName.toUpperCase())) seen.add(`<${element.tagName.toLowerCase()}> in ${where}`)
    if (element.tagName.toUpperCase() === 'FORM' && element.closest('article') && element.hasAttribute('action'))
      seen.add(`form in ${where}`)
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || name === 'srcdoc' || name === 'formaction') seen.add(`${name} in ${where}`)
      if (
        /^(?:href|src|xlink:href|action|data|poster)$/.test(name) &&
        /^\s*(?:javascript|vbscript|data):/i.test(value) &&
        !/^data:image\/(?:png|jpeg|gif|webp)/.test(value)
      )
        seen.add(`${name}=${value.slice(0, 40)} in ${where}`)
    }
  }
  const visit = (node: Node): void => {
    if (!(node instanceof Element)) return
    judge(node)
    for (const element of node.querySelectorAll('*')) judge(element)
  }
  new MutationObserver(records => {
    for (const { addedNodes, target, type } of records) {
      if (type === 'attributes') visit(target)
      for (const node of addedNodes) visit(node)
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

interface Watched {
  page: Page
  /** What ran or was asked for. */
  happened: string[]
  forbidden: () => Promise<string[]>
}

async function watch(page: Page, allowed: readonly string[]): Promise<Watched> {
  const happened: string[] = []
  await page.addInitScript(watchForbidden)
  page.on('dialog', dialog => {
    happened.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    if (!allowed.some(origin => request.url().startsWith(origin)) && !/^(?:blob|data):/.test(request.url())) happened.push(request.url())
  })
  page.on('pageerror', error => happened.push(error.stack ?? error.message))
  page.on('console', message => {
    // Of markup that is parsed to be cleaned, in a document where nothing runs, Chromium reports what the policy would have stopped.
    const isReport = /Content Security Policy|'TrustedScript'|HTMLScriptElement|net::ERR_|status of 404/.test(message.text())
    if (message.type() === 'error' && !isReport) happened.push(message.text())
  })
  page.on('popup', popup => happened.push(`popup ${popup.url()}`))
  page.on('framenavigated', frame => {
    if (!allowed.some(origin => frame.url().startsWith(origin))) happened.push(`went to ${frame.url()}`)
  })
  const forbidden = (): Promise<string[]> =>
    page.evaluate(() => [...(globalThis as unknown as { kithForbidden: Set<string> }).kithForbidden])
  return { page, happened, forbidden }
}

async function inParts<Item>(items: readonly Item[], act: (item: Item, index: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map((item, index) => act(item, from + index)))
}

/** Goes down a list until it ends. @returns which posts were drawn on the way */
async function walk(page: Page): Promise<ReadonlySet<string>> {
  const drawn = new Set<string>()
  for (;;) {
    const numbers = await page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))
      const isEnd = (): boolean => scrollY + innerHeight >= document.documentElement.scrollHeight - 4
      const isDrawn = (at: number): boolean => document.elementFromPoint(innerWidth / 2, at)?.closest('article, p') != null
      // Until what came into view is drawn, and what waits behind a warning was asked for.
      for (let frames = 0; frames < 120; frames += 1) {
        await frame()
        if (isEnd() || (isDrawn(innerHeight / 2) && isDrawn(innerHeight - 8))) break
      }
      // Once each: a card that was far away is folded again, and to unfold it above the window moves what is in it for ever.
      const numberOf = (element: Element | null | undefined): string => /number \d+/.exec(element?.textContent ?? '')?.[0] ?? ''
      const kept = globalThis as unknown as { kithUnfolded?: Set<string> }
      const unfolded = (kept.kithUnfolded ??= new Set())
      for (const button of document.querySelectorAll<HTMLElement>('article button[aria-expanded=false]:not([aria-haspopup])')) {
        const what = `${numberOf(button.closest('article'))} ${button.textContent}`
        if (!unfolded.has(what)) button.click()
        unfolded.add(what)
      }
      await frame()
      const drawn = [...document.querySelectorAll('article')].map(numberOf)
      scrollBy({ top: innerHeight * 0.6 })
      return drawn
    })
    for (const number of numbers) drawn.add(number)
    const isDown = await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 4)
    const isAll = await page.getByText('You have seen everything there is.').isVisible()
    if (isDown && isAll) return drawn
  }
}

describe('markup that was written to break readers', () => {
  const stage = useStage()

  test.runIf(hasCorpora)(
    'runs nothing, draws nothing forbidden, asks nobody and breaks nothing, wherever a post is shown (needs ../shared/corpora)',
    async () => {
      const { anna, ben } = stage
      const service = `pubsub.${stage.server.domain}`
      const writer: RawClient = await stage.raw(ben)
      await makeBlog(writer)
      const known = hostilePayloads()
      const payloads = [...known, ...mutations(known, MUTATIONS, SEED)]
      await makeCommunity(writer, service, NODE, `Hostile ${escapeXml('<img src=x onerror=alert(9)>')}`)
      let refused = 0
      const publish = async (itemId: string, payload: string, node = NODE): Promise<void> => {
        const answer = await writer.iq('set', service, publishXml(node, itemId, payload))
        if (answer.attrs['type'] !== 'result') refused += 1
      }
      await inParts(exampleEntries(), (entry, index) => publish(`example-${index}`, entry))
      await inParts(payloads, (payload, index) => publish(`h${index}`, hostileEntry(payload, index)))
      // One of them with all payloads of the collections as its comments, and the newest of a blog.
      const node = commentsNode('talk')
      const facts = { author: { jid: ben, name: known[3] ?? '' }, text: undefined, tags: [], at: Date.now() }
      const talk = { ...facts, service, node: NODE, itemId: 'talk', title: 'Much talk', comments: { service, node } }
      await publish('talk', entryXml(talk))
      await makeCommunity(writer, service, node, '')
      await inParts(known, (payload, index) =>
        publish(`c${index}`, entryXml({ ...facts, service, node, itemId: `c${index}`, title: payload }), node),
      )
      await must(
        writer,
        'set',
        null,
        publishXml(
          'http://jabber.org/protocol/nick',
          'current',
          `<nick xmlns='http://jabber.org/protocol/nick'>${escapeXml(known[5] ?? '')}</nick>`,
        ),
      )
      expect(refused).toBe(0)

      const context = await stage.browser.newContext({ locale: 'en-GB', viewport: TALL, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const seen = await watch(page, [stage.url, stage.server.httpUrl])
      await page.goto(stage.url)
      await signIn(page, { address: anna, password: PASSWORD })
      await page.goto(`${stage.url}#/communities/${service}/${NODE}`)
      await page.getByRole('button', { name: 'Follow' }).click()
      await page.getByRole('button', { name: 'Unfollow' }).waitFor()
      await page.getByRole('article').first().waitFor()
      const drawn = await walk(page)
      expect(payloads.flatMap((_, index) => (drawn.has(`number ${index}`) ? [] : [index]))).toEqual([])
      expect([...seen.happened, ...(await seen.forbidden())]).toEqual([])

      for (const place of [
        '#/feed',
        `#/people/${encodeURIComponent(ben)}`,
        '#/notifications',
        '#/search?q=script',
        '#/search?q=alert',
        '#/communities',
      ]) {
        await page.goto(`${stage.url}${place}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
      }
      await page.goto(`${stage.url}#/post/${service}/${NODE}/talk`)
      await page.getByRole('article', { name: 'Much talk' }).waitFor()
      await expect.poll(() => page.getByRole('article', { name: /^Comment by/ }).count()).toBeGreaterThan(50)
      // Each fourth one waits behind a warning.
      const samples = payloads.flatMap((_, index) => (index % 45 === 0 ? [`h${index}`] : []))
      for (const item of samples) {
        await page.goto(`${stage.url}#/post/${service}/${NODE}/${item}`)
        const post = page.getByRole('article').first()
        await post.waitFor()
        const show = post.getByRole('button', { name: 'Show', exact: true })
        if (await show.isVisible()) await show.click()
        await post
          .getByText(`number ${item.slice(1)} `)
          .first()
          .waitFor()
        await page.goto(`${stage.url}#/compose?reply=${encodeURIComponent(`${service}/${NODE}/${item}`)}`)
        await page.getByRole('textbox', { name: 'Text' }).waitFor()
      }
      expect([...seen.happened, ...(await seen.forbidden())]).toEqual([])
      await context.close()
    },
    600_000,
  )
})
