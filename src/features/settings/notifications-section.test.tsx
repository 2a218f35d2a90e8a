import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { getAlerts } from '#storage/alerts.ts'
import { show, testAccount } from '../../../tests/support/screen.tsx'
import { SettingsPage } from './settings-page.tsx'

afterEach(() => vi.unstubAllGlobals())

const open = () => {
  const account = testAccount()
  show(<SettingsPage section="notifications" onSignOut={async () => undefined} />, account)
  return account
}

test('the browser is asked when somebody wants notifications, and not before', async () => {
  const requestPermission = vi.fn(async () => 'granted')
  vi.stubGlobal('Notification', { permission: 'default', requestPermission })
  const { db } = open()
  const content = await screen.findByRole('combobox', { name: 'What they show' })
  expect(requestPermission).not.toHaveBeenCalled()
  expect(content).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox', { name: 'Show notifications of new messages' }))
  await waitFor(() => expect(content).toBeEnabled())
  await userEvent.selectOptions(content, 'Only who wrote')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Play a sound' }))
  await waitFor(async () => expect(await getAlerts(db)).toEqual({ desktop: true, content: 'name', sound: true }))
})

test('refused, it says where that can be changed; a browser without them says so', async () => {
  vi.stubGlobal('Notification', { permission: 'default', requestPermission: async () => 'denied' })
  const { db } = open()
  const box = await screen.findByRole('checkbox', { name: 'Show notifications of new messages' })
  await userEvent.click(box)
  expect(await screen.findByText(/does not allow notifications/)).toBeVisible()
  expect(box).not.toBeChecked()
  expect((await getAlerts(db)).desktop).toBe(false)
})
