import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { befriend } from '../support/befriend.ts'
import { axeViolations, NAMES } from './support/axe.ts'
import { CHROMIUM } from './support/browser.ts'
import { sayEverything } from './support/full-chat.ts'
import { chooseLanguage, everythingSaid, type Language, LANGUAGES, overflow, strangersTo, textsOf } from './support/language.ts'
import { shoot, shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'

CHROMIUM.args?.push('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')
const stage = useStage()

const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const go = (page: Page, hash: string): Promise<string> => page.evaluate(to => (location.hash = to), hash)

/** A page in one language. */
class Shown {
  readonly page: Page
  readonly #texts: Readonly<Record<string, string>>

  constructor(page: Page, language: Language) {
    this.page = page
    this.#texts = textsOf(language)
  }

  text(id: string): string {
    const text = this.#texts[id]
    if (text === undefined) throw new Error(`no such text: ${id}`)
    return text.replace(/\{name\}/, stage.ben)
  }

  button(id: string): Locator {
    return this.page
      .locator('main')
      .getByRole('button', { name: this.text(id), exact: true })
      .last()
  }

  async press(id: string): Promise<void> {
    await this.button(id).click()
  }

  async choose(id: string): Promise<void> {
    await this.page.getByRole('menuitem', { name: this.text(id), exact: true }).click()
  }

  /** In the menu of the newest message. */
  async openNewest(): Promise<void> {
    await this.page.getByRole('log').getByRole('article').last().hover()
    await this.press('messages.more')
  }
}

interface Scene {
  name: string
  /** Opens it, from the conversation as it is. */
  open?: (shown: Shown) => Promise<unknown>
  /** There once all of it is drawn. */
  until?: (page: Page) => Locator
  /** With Escape unless told. */
  close?: (shown: Shown) => Promise<unknown>
}

const newest = (page: Page): Locator => page.getByRole('log').getByText('urn-free end of it')
const inMenu =
  (...way: readonly [string, string]) =>
  async (shown: Shown): Promise<void> => {
    await shown.press(way[0])
    await shown.choose(way[1])
    if (way[1] !== 'acts.spoiler.hide') await shown.page.getByRole('dialog').waitFor()
  }
const ofNewest =
  (what: string) =>
  async (shown: Shown): Promise<void> => {
    await shown.openNewest()
    await shown.choose(what)
  }
const dialog = (page: Page): Locator => page.getByRole('dialog')

const SCENES: readonly Scene[] = [
  { name: 'everything', until: newest, close: async () => undefined },
  // These two leave a line that can be undone, which is gone by the end of the walk.
  {
    name: 'recording',
    open: shown => shown.press('voice.record'),
    until: page => page.getByRole('timer'),
    close: shown => shown.press('voice.cancel'),
  },
  { name: 'drawing', open: inMenu('place.more', 'drawing.title') },
  { name: 'more-ways', open: shown => shown.press('place.more') },
  { name: 'location', open: inMenu('place.more', 'compose.location'), until: page => dialog(page).getByText(/516|٥١٦/) },
  { name: 'stickers', open: inMenu('place.more', 'packs.sticker') },
  { name: 'spoiler', open: inMenu('place.more', 'acts.spoiler.hide'), close: shown => shown.press('acts.spoiler.not') },
  { name: 'menu', open: shown => shown.press('inbox.menu') },
  { name: 'notify', open: inMenu('inbox.menu', 'alerts.of') },
  { name: 'export', open: inMenu('inbox.menu', 'export.menu') },
  { name: 'message-menu', open: shown => shown.openNewest() },
  { name: 'info', open: ofNewest('acts.info.show'), until: dialog },
  { name: 'forward', open: ofNewest('acts.forward'), until: dialog },
  { name: 'selecting', open: ofNewest('acts.select'), close: shown => shown.press('acts.leaveSelection') },
  { name: 'emoji', open: shown => shown.press('emoji.button'), until: page => dialog(page).getByRole('searchbox') },
  {
    name: 'search',
    open: async shown => {
      await shown.press('find.title')
      await shown.page.getByRole('searchbox').fill('urn-free')
    },
    until: page => page.locator('mark').first(),
    close: shown => shown.press('find.close'),
  },
]

/** Places of their own. */
const PLACES: readonly { name: string; at: () => string; until: (page: Page) => Locator }[] = [
  { name: 'pictures', at: () => `${chatWith(stage.ben)}?media=pictures`, until: page => page.getByRole('img', { name: 'harbour.png' }) },
  { name: 'files', at: () => `${chatWith(stage.ben)}?media=files`, until: page => page.getByText('tides.pdf') },
  { name: 'links', at: () => `${chatWith(stage.ben)}?media=links`, until: page => page.getByRole('link', { name: /example\.org/ }).last() },
  { name: 'starred', at: () => '#/chats/starred', until: page => page.locator('main').getByText('urn-free end of it').first() },
  { name: 'requests', at: () => '#/chats/requests', until: page => page.locator('main').getByText('urn-free request') },
  { name: 'request', at: () => chatWith(stage.chloe), until: page => page.getByRole('log').getByText('urn-free request') },
]

/** What is shown is in the language of the page and fits; axe looks at it where wanted. */
async function look(page: Page, where: string, strangers: ReadonlySet<string>, withAxe: boolean): Promise<void> {
  const said = await page.evaluate(everythingSaid)
  expect(
    said.filter(text => strangers.has(text)),
    where,
  ).toEqual([])
  expect(await overflow(page), where).toBeLessThanOrEqual(0)
  expect(await axeViolations(page, withAxe ? [] : [NAMES]), where).toEqual([])
}

async function walk(page: Page, language: Language, { withAxe, name = '' }: { withAxe: boolean; name?: string }): Promise<void> {
  const shown = new Shown(page, language)
  const strangers = new Set(strangersTo(language))
  await go(page, chatWith(stage.ben))
  await newest(page).waitFor()
  for (const scene of SCENES) {
    await scene.open?.(shown)
    await scene.until?.(page).waitFor()
    await look(page, `${language} ${name} ${scene.name}`, strangers, withAxe)
    if (language === 'en' && name === '') await shootAll(page, `chat-${scene.name}`)
    else await shoot(page, `chat-${language}-${scene.name}`)
    if (scene.close) await scene.close(shown)
    else await leave(page)
  }
  for (const place of PLACES) {
    await go(page, place.at())
    await place.until(page).waitFor()
    await look(page, `${language} ${name} ${place.name}`, strangers, withAxe)
    if (language === 'en' && name === '') await shootAll(page, `chat-${place.name}`)
    else await shoot(page, `chat-${language}-${place.name}`)
  }
}

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('dialog[open], [role=dialog]:visible, [role=menu]:visible').count()).toBe(0)
}

test('every screen of chats speaks the five languages, fits a phone also from right to left, and axe finds nothing', async () => {
  const { anna, ben, chloe, server } = stage
  const [me, friend, stranger] = [await stage.raw(anna), await stage.raw(ben), await stage.raw(chloe)]
  await befriend(me, friend)
  const picture = await uploadPicture(friend, server.upload, 5)
  await sayEverything(friend, me, { url: picture.url, sound: 'https://sounds.invalid/gulls.ogg' })
  stranger.send(`<message to='${anna}' type='chat' id='s1'><body>urn-free request</body></message>`)
  const here = { geolocation: { latitude: 52.516275, longitude: 13.377704 }, permissions: ['geolocation', 'microphone'] }
  const page = await stage.openAs(anna, chatWith(ben), here)
  await newest(page).waitFor()
  const english = new Shown(page, 'en')
  await english.openNewest()
  await english.choose('acts.star')
  await english.openNewest()
  await english.choose('acts.pin')

  await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count(), { timeout: 20_000 }).toBe(0)
  for (const language of LANGUAGES) {
    await chooseLanguage(page, language)
    await walk(page, language, { withAxe: language === 'en' })
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await chooseLanguage(page, 'ar')
  await walk(page, 'ar', { withAxe: true, name: 'phone' })
}, 300_000)
