import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type StaticHost } from '../run/serve.mjs'
import { waitFor } from '../support/wait-for.ts'
import { distFolder } from './support/app.ts'
import { signIn } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

/** A host of its own, whose files change under the tabs. */
let folder = ''
let host: StaticHost
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kith-dist-'))
  cpSync(distFolder(), folder, { recursive: true })
  host = await serve({ dist: folder, config: { websocket: { [stage.server.domain]: stage.proxy.url } } })
})
afterAll(async () => {
  await host?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a new version waits until it is let in by one tab, and then no tab is left with parts of the old one', async () => {
  const first = await stage.open()
  await first.goto(host.url)
  await signIn(first, { address: stage.anna, password: PASSWORD })
  await first.evaluate(() => navigator.serviceWorker.ready)
  await waitFor(() => first.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })
  await first.goto(`${host.url}#/compose`)
  await first.getByRole('textbox', { name: 'Text' }).fill('Half a post')
  const second = await first.context().newPage()
  await second.goto(`${host.url}#/people`)
  await second.getByRole('heading', { level: 1, name: 'People' }).waitFor()
  const tabs = [first, second]
  for (const tab of tabs) await tab.evaluate(() => document.body.setAttribute('data-version', 'old'))
  const isOld = (): Promise<(string | null)[]> =>
    Promise.all(tabs.map(tab => tab.evaluate(() => document.body.getAttribute('data-version')).catch(() => 'between')))

  appendFileSync(path.join(folder, 'service-worker.js'), '\n// A version later.\n')
  await first.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  for (const tab of tabs) await tab.getByText('A new version is ready.').waitFor()
  expect(await isOld()).toEqual(['old', 'old'])

  await second.getByRole('button', { name: 'Restart' }).click()
  await expect.poll(async () => (await isOld())[1]).toBe(null)
  await second.getByRole('heading', { level: 1, name: 'People' }).waitFor()
  // The other one is in sight as well: it asks, and what was typed there is still there afterwards.
  expect((await isOld())[0]).toBe('old')
  await first.getByRole('button', { name: 'Restart' }).click()
  await expect.poll(async () => (await isOld())[0]).toBe(null)
  await expect.poll(() => first.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Half a post')
  for (const tab of tabs) expect(await tab.getByText('A new version is ready.').count()).toBe(0)
})
