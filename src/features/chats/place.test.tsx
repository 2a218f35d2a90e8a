import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import { addMessage } from '#commands/add-message.ts'
import { useBoxes } from '../../../tests/support/layout.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ChatsPage } from './chats-page.tsx'

const ada = jid('ada@elsewhere.example')
const getCurrentPosition = vi.fn<(found: PositionCallback, failed: PositionErrorCallback) => void>()
let account: TestAccount

useBoxes()
beforeEach(() => {
  account = testAccount()
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  getCurrentPosition.mockReset()
  vi.spyOn(navigator, 'geolocation', 'get').mockReturnValue({ getCurrentPosition } as never)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await account.db.delete()
})

const say = (body: string) => addMessage(account.db, { me: account.jid, conversation: ada, body, now: Date.now() })

test('a place that somebody sends is a card with ways to a map, which is not loaded, and is called a place in the list', async () => {
  await say('geo:-33.4489,-70.6693;u=30')
  show(<ChatsPage conversation={ada} />, account)
  const row = await within(await screen.findByRole('log')).findByRole('article')
  expect(within(row).getByText('33.449° S, 70.669° W')).toBeVisible()
  expect(within(row).queryByText(/geo:/)).toBeNull()
  expect(within(row).getByRole('link', { name: 'Open map' })).toHaveAttribute(
    'href',
    'https://www.openstreetmap.org/?mlat=-33.4489&mlon=-70.6693#map=16/-33.4489/-70.6693',
  )
  expect(within(row).getByRole('link', { name: 'In a map app' })).toHaveAttribute('href', 'geo:-33.4489,-70.6693')
  expect(within(row).queryByRole('img')).toBeNull()
  expect(within(screen.getByRole('list', { name: 'Conversations' })).getByText('Location')).toBeVisible()
})

test('the device is asked only on request; a refusal is said, and can be asked again; what is typed meanwhile stays', async () => {
  getCurrentPosition
    .mockImplementationOnce((_found, failed) => failed({ code: 1 } as GeolocationPositionError))
    .mockImplementation(found => found({ coords: { latitude: 52.516_274_93, longitude: 13.377_704_21 } } as GeolocationPosition))
  await say('Where are you?')
  show(<ChatsPage conversation={ada} />, account)
  await userEvent.type(await screen.findByRole('textbox', { name: 'Message' }), 'I am')
  await userEvent.click(screen.getByRole('button', { name: 'Add something else' }))
  expect(getCurrentPosition).not.toHaveBeenCalled()
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Location' }))
  const dialog = await screen.findByRole('dialog', { name: 'Send your location' })
  expect(await within(dialog).findByText(/does not tell Kith where you are/)).toBeVisible()
  expect(within(dialog).getByRole('button', { name: 'Send location' })).toBeDisabled()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Try again' }))
  expect(await within(dialog).findByText('This will be sent: 52.516275, 13.377704')).toBeVisible()
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Exact place' }))
  expect(within(dialog).getByText('This will be sent: 52.52, 13.38')).toBeVisible()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Send location' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect((await account.db.messages.orderBy('order').last())?.body).toBe('geo:52.52,13.38')
  expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('I am')
  await waitFor(async () => expect((await account.db.drafts.get(`chat:${ada}`))?.text).toBe('I am'))
})
