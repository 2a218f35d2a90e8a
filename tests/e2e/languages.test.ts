import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { axeViolations, NAMES } from './support/axe.ts'
import { befriend } from '../support/befriend.ts'
import { chooseLanguage, everythingSaid, LANGUAGES, overflow, strangersTo } from './support/language.ts'
import { comment, makeBlog, makeCommunity, write } from './support/others.ts'
import { waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

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
      await chooseLanguage(page, language)
      const strangers = new Set(strangersTo(language))
      for (const screen of screens) {
        const where = `${language} ${screen.at}`
        await go(page, screen)
        const said = await page.evaluate(everythingSaid)
        expect(
          said.filter(text => strangers.has(text)),
          where,
        ).toEqual([])
        // What differs from language to language is names; of the rest, once from each side is enough.
        const isWhole = language === 'en' || language === 'ar'
        expect(await axeViolations(page, isWhole ? [] : [NAMES]), where).toEqual([])
        expect(await overflow(page), where).toBeLessThanOrEqual(0)
        if (isWhole) {
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
      await chooseLanguage(page, language)
      for (const screen of screens) {
        const where = `${language} ${width} ${screen.at}`
        await go(page, screen)
        expect(await overflow(page), where).toBeLessThanOrEqual(0)
        expect(await axeViolations(page), where).toEqual([])
      }
    }
  }, 120_000)
})
