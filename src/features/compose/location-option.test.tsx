import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ComposePage } from './compose-page.tsx'

type Answer = (found: PositionCallback, failed: PositionErrorCallback) => void

const NOTHING = { draft: undefined, to: undefined, edit: undefined, reply: undefined, via: undefined }
let account: TestAccount
const getCurrentPosition = vi.fn<Answer>()

beforeEach(() => {
  account = testAccount()
  location.hash = '#/compose'
  getCurrentPosition.mockReset()
  vi.spyOn(navigator, 'geolocation', 'get').mockReturnValue({ getCurrentPosition } as never)
})
afterEach(() => void vi.restoreAllMocks())

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup()
  show(<ComposePage {...NOTHING} />, account)
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'On the pier')
  await user.click(screen.getByRole('button', { name: 'Options' }))
  return user
}

const locationOf = async () => (await account.db.drafts.get('post:new'))?.extras?.location

test('the device is asked only on request; what is sent is shown, rounded, exact on request, with a name, or not at all', async () => {
  getCurrentPosition.mockImplementation(found =>
    found({ coords: { latitude: 52.516_274_93, longitude: 13.377_704_21 } } as GeolocationPosition),
  )
  const user = await open()
  expect(getCurrentPosition).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Add location' }))
  expect(await screen.findByText('Sent with the post: 52.52, 13.38')).toBeVisible()
  await user.type(screen.getByRole('textbox', { name: 'Name of the place' }), 'Pier')
  await waitFor(async () => expect(await locationOf()).toEqual({ lat: 52.52, lon: 13.38, name: 'Pier' }))
  await user.click(screen.getByRole('checkbox', { name: 'Exact place' }))
  expect(screen.getByText('Sent with the post: 52.516275, 13.377704')).toBeVisible()
  await waitFor(async () => expect(await locationOf()).toEqual({ lat: 52.516275, lon: 13.377704, name: 'Pier' }))
  await user.click(screen.getByRole('checkbox', { name: 'Exact place' }))
  expect(screen.getByText('Sent with the post: 52.52, 13.38')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Remove location' }))
  await waitFor(async () => expect(await locationOf()).toBeNull())
})

test.each([
  [1, /does not tell Kith where you are/],
  [2, /could not find out where it is/],
  [3, /could not find out where it is/],
])('an answer that does not come (%d) is told in words', async (code, words) => {
  getCurrentPosition.mockImplementation((_found, failed) => failed({ code } as GeolocationPositionError))
  const user = await open()
  await user.click(screen.getByRole('button', { name: 'Add location' }))
  expect(await screen.findByText(words)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Add location' })).toBeEnabled()
})
