import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { axeViolations } from './support/axe.ts'
import { befriend } from '../support/befriend.ts'
import { comment, makeBlog, makeCommunity, write } from './support/others.ts'
import { waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const LANGUAGES = ['fr', 'de', 'ja', 'ar', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const TEXTS = path.join(import.meta.dirname, '../../src/ui/text')

function textsOf(language: Language): Record<string, string> {
  const areas = readdirSync(path.join(TEXTS, language)).map(
    file => JSON.parse(readFileSync(path.join(TEXTS, language, file), 'utf8')) as Record<string, string>,
  )
  return Object.assign({}, ...areas) as Record<string, string>
}

/** Texts that have no business on the page: ids, and English words where this language has others. */
function strangersTo(language: Language): string[] {
  const [english, own] = [textsOf('en'), textsOf(language)]
  const words = Object.keys(english).flatMap(id => {
    const text = english[id] ?? ''
    return text === own[id] || text.includes('{') ? [] : [text]
  })
  // What is another text in this language is no stranger, though English has the same word.
  const known = new Set(Object.values(own))
  return [...Object.keys(english), ...words.filter(word => !known.has(word))]
}

/** In the page: everything that is written or said there. */
function everythingSaid(): string[] {
  const said: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('script, style, noscript')) said.push(node.textContent?.trim() ?? '')
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name)?.trim() ?? '')
  return said.filter(text => text !== '')
}

interface Screen {
  at: string
  /** On it once it is drawn, in whatever language. */
  shows: string
}

const communityOf = (address: string): string => `harbour-${address.split('@')[0]}`

/** Every place, with something in it. */
async function furnish(): Promise<Screen[]> {
  const { anna, ben, server } = stage
  const [me, friend] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(me, friend)
  await Promise.all([makeBlog(me), makeBlog(friend)])
  const picture = await uploadPicture(friend, server.upload, 5)
  const node = communityOf(anna)
  await makeCommunity(friend, server.pubsub, node, 'Harbourmasters')
  await write(friend, {
    service: server.pubsub,
    node,
    itemId: node,
    title: 'Tide tables',
    text: 'High at noon.',
    pictureUrl: picture.url,
  })
  await write(friend, {
    itemId: 'b1',
    title: 'Harbour lights',
    text: 'Red to port, green to starboard. #boats',
    pictureUrl: 'https://pictures.invalid/1.png',
  })
  await write(me, { itemId: 'm1', title: 'My harbour diary', text: 'Fog again.' })
  await comment(friend, anna, 'm1', 'Bring a lamp to the harbour.')
  const stranger = await stage.raw(stage.chloe)
  stranger.send(`<presence type='subscribe' to='${anna}'/>`)
  friend.send(`<message to='${anna}' type='chat' id='c1'><body>Harbour at seven?</body></message>`)
  const community = `#/communities/${server.pubsub}/${node}`
  const person = `#/people/${encodeURIComponent(ben)}`
  return [
    { at: '#/feed', shows: 'Harbour lights' },
    { at: `#/post/${encodeURIComponent(anna)}/urn%3Axmpp%3Amicroblog%3A0/m1`, shows: 'Bring a lamp to the harbour.' },
    { at: '#/catch-up', shows: '' },
    { at: '#/compose', shows: 'urn-free text of a draft' },
    { at: '#/drafts', shows: 'urn-free text of a draft' },
    { at: `${person}/follows`, shows: ben },
    { at: '#/communities', shows: 'Harbourmasters' },
    { at: community, shows: 'Tide tables' },
    { at: '#/people', shows: ben },
    { at: person, shows: 'Harbour lights' },
    { at: '#/chats', shows: 'Aye.' },
    { at: `#/chats/${encodeURIComponent(ben)}`, shows: 'Harbour at seven?' },
    { at: '#/notifications', shows: stage.chloe },
    { at: '#/tag/boats', shows: 'Harbour lights' },
    { at: '#/feed/list/none', shows: '' },
    { at: '#/search?q=harbour', shows: 'My harbour diary' },
    { at: '#/settings', shows: '' },
    { at: '#/settings/account', shows: anna },
    { at: '#/settings/appearance', shows: '' },
    { at: '#/settings/storage', shows: '' },
  ]
}

async function follow(page: Page, at: string): Promise<void> {
  await page.goto(`${stage.url}${at}`)
  await page.getByRole('button', { name: 'Follow' }).first().click()
  await page.getByRole('button', { name: 'Unfollow' }).first().waitFor()
}

async function moveIn(): Promise<Page> {
  const { anna, ben, server } = stage
  const page = await stage.openAs(anna)
  await follow(page, `#/people/${encodeURIComponent(ben)}`)
  await follow(page, `#/communities/${server.pubsub}/${communityOf(anna)}`)
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(ben)}`)
  await page.getByRole('textbox', { name: 'Message' }).fill('Aye.')
  await page.keyboard.press('Enter')
  await page.goto(`${stage.url}#/compose`)
  await page.getByRole('textbox', { name: 'Text' }).fill('urn-free text of a draft')
  return page
}

/** By the address alone: the page is not loaded again. */
async function go(page: Page, { at, shows }: Screen): Promise<void> {
  await page.evaluate(hash => (location.hash = hash), at)
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  const sign = page
    .locator('main')
    .getByText(shows)
    .or(page.locator('main textarea').filter({ hasText: shows }))
  if (shows !== '') await sign.first().waitFor()
  await expect.poll(() => page.locator('main [aria-busy=true]').count(), { timeout: 10_000 }).toBe(0)
}

const overflow = (page: Page): Promise<number> => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)

async function choose(page: Page, language: Language): Promise<void> {
  await page.evaluate(() => (location.hash = '#/settings/appearance'))
  await page.locator('main select').first().selectOption(language)
  await expect
    .poll(() => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]))
    .toEqual([language, language === 'ar' ? 'rtl' : 'ltr'])
}

describe('on every screen with something in it', () => {
  test('the five languages follow each other at run time, all words are theirs, and axe finds nothing, by day and by night', async () => {
    const screens = await furnish()
    const page = await moveIn()
    const warnings: string[] = []
    page.on('console', message => {
      if (message.type() === 'warning' && message.text().startsWith('Kith:')) warnings.push(message.text())
    })
    await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'))
    for (const language of LANGUAGES) {
      await choose(page, language)
      const strangers = new Set(strangersTo(language))
      for (const screen of screens) {
        const where = `${language} ${screen.at}`
        await go(page, screen)
        const said = await page.evaluate(everythingSaid)
        expect(
          said.filter(text => strangers.has(text)),
          where,
        ).toEqual([])
        expect(await axeViolations(page), where).toEqual([])
        expect(await overflow(page), where).toBeLessThanOrEqual(0)
        // Colours are the same in every language; once from each side is enough.
        if (language === 'en' || language === 'ar') {
          await page.emulateMedia({ colorScheme: 'dark' })
          expect(await axeViolations(page, ['color-contrast']), `${where} dark`).toEqual([])
          await page.emulateMedia({ colorScheme: 'light' })
        }
      }
    }
    expect(await page.evaluate(() => document.body.getAttribute('data-loaded'))).toBe('once')
    expect(warnings).toEqual([])
    await waitForStatus(page, 'Online')
  }, 240_000)

  test('nothing is too wide on a tablet and on a phone, also from right to left, and axe finds nothing there', async () => {
    const screens = await furnish()
    const page = await moveIn()
    for (const [language, width, height] of [
      ['en', 768, 1024],
      ['en', 390, 844],
      ['ar', 390, 844],
    ] as const) {
      await page.setViewportSize({ width, height })
      await choose(page, language)
      for (const screen of screens) {
        const where = `${language} ${width} ${screen.at}`
        await go(page, screen)
        expect(await overflow(page), where).toBeLessThanOrEqual(0)
        expect(await axeViolations(page), where).toEqual([])
      }
    }
  }, 120_000)
})
