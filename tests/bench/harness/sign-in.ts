import type { BrowserContext } from 'playwright-core'
import { signIn, waitForStatus } from '../../e2e/support/sign-in.ts'
import type { Person } from '../seed/people.ts'
import { MeasuredPage } from './measured-page.ts'
import type { Sight } from './probe.ts'

export const FORM: Sight = { selector: 'form input[name=address]' }
export const SUBMIT = 'form button[type=submit]'
/** The thin line at the top while what was missed comes in. */
export const CATCHING_UP = 'main > [role=progressbar]'

/** Opens a place, which leads to the sign-in form, with everything typed in. Pressing SUBMIT is left to do. */
export async function typedIn(
  context: BrowserContext,
  url: string,
  person: Person,
  { sights = {}, slowdown = 1 }: { sights?: Record<string, Sight>; slowdown?: number } = {},
): Promise<MeasuredPage> {
  const measured = await MeasuredPage.open(context, url, { ...sights, form: FORM }, slowdown)
  await measured.first('form')
  await measured.page.getByRole('textbox', { name: 'Address' }).fill(person.jid)
  await measured.page.getByRole('textbox', { name: 'Password' }).fill(person.password)
  return measured
}

/** Signs in and waits until nothing of what was missed is on its way any more. */
export async function signedIn(
  context: BrowserContext,
  url: string,
  person: Person,
  sights: Record<string, Sight> = {},
): Promise<MeasuredPage> {
  const measured = await MeasuredPage.open(context, url, { ...sights, form: FORM })
  await signIn(measured.page, { address: person.jid, password: person.password })
  await settled(measured)
  return measured
}

/** Online, and done with catching up. */
export async function settled({ page }: MeasuredPage, seconds = 120): Promise<void> {
  await waitForStatus(page, 'Online')
  await page.locator(CATCHING_UP).waitFor({ state: 'detached', timeout: seconds * 1000 })
}
