import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'

/** The message on the screen that says this. */
export function articleOf(text: string): HTMLElement {
  return screen.getAllByRole('article').find(each => each.textContent.includes(text)) ?? expect.fail(`no message says "${text}"`)
}

/** Chooses something in the menu of the message that says this. */
export async function chooseFor(text: string, item: string): Promise<void> {
  await userEvent.click(await within(articleOf(text)).findByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: item }))
}
