import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { times } from '../harness/bench-case.ts'
import { MeasuredPage } from '../harness/measured-page.ts'
import type { Stage } from '../harness/stage.ts'
import { installRaw } from './raw.ts'

const BLANK = 'blank.html'

/** Puts a page with nothing in it beside the app: the same origin and policy. */
export function writeBlankPage(dist: string): void {
  writeFileSync(path.join(dist, BLANK), '<!doctype html><html lang="en"><title>Blank</title><body></body></html>')
}

/** A page with the raw tools in it and nothing else. */
export async function rawPage(stage: Stage): Promise<Page> {
  // Trusted Types would keep it from the browser's own parser.
  return openRawPage(stage, await stage.visitor({ bypassCSP: true }))
}

/** The same in a browser that is there already, for what needs no parser. */
export async function openRawPage(stage: Stage, context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(installRaw)
  await page.goto(`${stage.host.url}${BLANK}`)
  return page
}

/** From the navigation to the first frame of an empty page: no app can be faster. */
export async function blankReloads(stage: Stage, context: BrowserContext, runs: number): Promise<number[]> {
  const blank = await MeasuredPage.open(context, `${stage.host.url}${BLANK}`, { body: { selector: 'body' } })
  const values = await times(runs, async () => {
    await blank.reload()
    return (await blank.fromNavigation('body')).ms
  })
  await blank.close()
  return values
}
