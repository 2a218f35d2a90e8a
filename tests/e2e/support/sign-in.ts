import type { Page } from 'playwright-core'

export interface Credentials {
  address: string
  password: string
  /** Default: as the checkbox stands, which is on. */
  stay?: boolean
}

/** Signs in through the form and waits until the session is up. */
export async function signIn(page: Page, { address, password, stay = true }: Credentials): Promise<void> {
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(address)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('checkbox', { name: 'Stay signed in' }).setChecked(stay)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await waitForStatus(page, 'Online')
}

/** Waits for what the status line says about the connection. */
export async function waitForStatus(page: Page, text: 'Online' | 'Connecting' | 'Offline', timeout = 20_000): Promise<void> {
  await page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached', timeout })
}

/** Waits until what was missed is there and the server knows that somebody is. */
export async function waitUntilCaughtUp(page: Page): Promise<void> {
  await waitForStatus(page, 'Online')
  await page.getByRole('progressbar', { name: /^Getting/ }).waitFor({ state: 'detached' })
}

/** Follows a link of the main navigation; on a phone also one behind "More". */
export async function goTo(page: Page, place: string): Promise<void> {
  const nav = page.getByRole('navigation', { name: 'Main' })
  const link = nav.getByRole('link', { name: place })
  // On a phone the bar itself has no size, only what is in it.
  await nav.waitFor({ state: 'attached' })
  if (!(await link.isVisible())) await nav.getByRole('button', { name: 'More' }).click()
  await link.click()
}

export async function signOut(page: Page): Promise<void> {
  await page.goto(`${page.url().replace(/#.*$/, '')}#/settings/account`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
}
