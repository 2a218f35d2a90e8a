import type { Page } from 'playwright-core'

/** A folder for looking at what a story shows. */
const folder = process.env['KITH_SHOTS']

/** As it stands, in both colours. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}-${colorScheme}.png` })
  }
  await page.emulateMedia({ colorScheme: null })
}

/** At three widths, in both colours; where nobody wants to look, nothing. */
export async function shootAll(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const [width, height] of [
    [390, 844],
    [768, 1024],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await shoot(page, name)
  }
  if (before) await page.setViewportSize(before)
}
