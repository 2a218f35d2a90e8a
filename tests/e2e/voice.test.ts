import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { CHROMIUM } from './support/browser.ts'
import { goTo, waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

// A microphone that beeps once a second.
CHROMIUM.args?.push('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')
const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`

const timer = (page: Page): Locator => page.getByRole('timer', { name: 'Recording' })

async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice message' }).click()
  await expect.poll(() => timer(page).textContent(), { timeout: 20_000 }).toMatch(/0:0[2-9]/)
}

/** How loud it is has been looked at: not every bar is as low as can be. */
const isDrawn = (player: Locator): Promise<boolean> =>
  player.evaluate(
    found =>
      new Set(
        found
          .querySelector('svg[preserveAspectRatio] path')
          ?.getAttribute('d')
          ?.match(/v[\d.]+/g),
      ).size > 4,
  )

test('what was said is listened to, outlives a reload, waits for the network, arrives labelled as what it is, and plays there', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  const context = page.context()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await waitFor(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })

  await record(page)
  expect(await axeViolations(page)).toEqual([])
  expect(await page.getByRole('textbox', { name: 'Message' }).isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Stop' }).click()
  const kept = page.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem')
  await kept.waitFor()
  await page.reload()
  await kept.getByRole('button', { name: 'Play' }).click()
  await kept.getByRole('button', { name: 'Pause' }).waitFor()
  await expect.poll(() => isDrawn(kept.getByRole('group'))).toBe(true)
  // Thrown away, and taken back.
  await record(page)
  await page.getByRole('button', { name: 'Discard the recording' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => kept.count()).toBe(2)
  await kept
    .last()
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect.poll(() => kept.count()).toBe(1)

  await stage.goDark(context)
  await waitForStatus(page, 'Offline')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const mine = log(page).getByRole('group', { name: 'voice-message.weba' })
  await mine.waitFor()
  await mine.getByRole('button', { name: 'Play' }).click()
  await mine.getByRole('button', { name: 'Pause' }).waitFor()
  await page.reload()
  await mine.waitFor()
  await stage.goLight(context)
  await waitForStatus(page, 'Online', 60_000)
  await log(page).getByTitle('Sent').waitFor({ timeout: 30_000 })

  const witness = await stage.raw(ben)
  await waitFor(async () => (await witness.archiveBodies(anna)).length === 1, { what: 'the recording in the archive' })
  const [address = ''] = await witness.archiveBodies(anna)
  const [stanza] = witness.received.flatMap(
    each => each.getChild('result', 'urn:xmpp:mam:2')?.getChild('forwarded')?.getChild('message') ?? [],
  )
  const file = stanza?.getChild('file-sharing', 'urn:xmpp:sfs:0')?.getChild('file')
  expect(file?.getChildText('media-type')).toBe('audio/webm;codecs=opus')
  expect(Number(file?.getChildText('length'))).toBeGreaterThanOrEqual(2000)
  expect(Number(file?.getChildText('length'))).toBeLessThan(30_000)
  const answer = await fetch(address)
  expect(answer.headers.get('Content-Type')).toBe('audio/webm;codecs=opus')
  // The beginning of Matroska, of which WebM is one.
  expect([...new Uint8Array(await answer.arrayBuffer()).subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])

  const reader = await stage.openAs(ben, chatWith(anna))
  const theirs = log(reader).getByRole('group', { name: 'voice-message.weba' })
  await expect.poll(() => isDrawn(theirs)).toBe(true)
  const seek = theirs.getByRole('slider', { name: 'Place in the recording' })
  await theirs.getByRole('button', { name: 'Speed: 1' }).click()
  await theirs.getByRole('button', { name: 'Speed: 1.5' }).waitFor()
  await theirs.getByRole('button', { name: 'Play' }).click()
  await theirs.getByRole('button', { name: 'Pause' }).waitFor()
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.2)
  await theirs.getByRole('button', { name: 'Pause' }).click()
  await seek.press('End')
  await seek.press('ArrowLeft')
  await expect.poll(() => theirs.locator('audio').evaluate(audio => (audio as HTMLAudioElement).currentTime)).toBeGreaterThan(1.5)
  expect(await axeViolations(reader)).toEqual([])

  // Who scrolls away hears it to its end, and who leaves the conversation does not.
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index}\nof two`)
  await talk(await stage.raw(anna), witness, lines)
  await log(reader).getByText('line 59').waitFor()
  await theirs.waitFor({ state: 'detached' })
  await log(reader).evaluate(element => element.scrollTo({ top: 0 }))
  await theirs.locator('audio').evaluate(audio => {
    audio.id = 'ongoing'
    ;(audio as HTMLAudioElement).loop = true
  })
  await theirs.getByRole('button', { name: 'Play' }).click()
  await theirs.getByRole('button', { name: 'Pause' }).waitFor()
  await log(reader).evaluate(element => element.scrollTo({ top: element.scrollHeight }))
  await theirs.waitFor({ state: 'detached' })
  const ongoing = reader.locator('#ongoing')
  const place = (): Promise<number> => ongoing.evaluate(audio => (audio as HTMLAudioElement).currentTime)
  const left = await place()
  await expect.poll(place).not.toBe(left)
  await log(reader).evaluate(element => element.scrollTo({ top: 0 }))
  await theirs.locator('#ongoing').waitFor({ state: 'attached' })
  await theirs.getByRole('button', { name: 'Pause' }).waitFor()
  await goTo(reader, 'Feed')
  await ongoing.waitFor({ state: 'detached' })
})
