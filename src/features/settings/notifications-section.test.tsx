import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { getAlerts } from '#storage/alerts.ts'
import { recordValue } from '#storage/records.ts'
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

test('quiet hours are days and times, over midnight too, and a record that all devices share', async () => {
  const { db } = open()
  const from = await screen.findByLabelText('From')
  expect(from).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox', { name: 'Let nothing ring at certain times' }))
  await waitFor(() => expect(from).toBeEnabled())
  expect(screen.getByText(/on the next day/)).toBeVisible()
  await userEvent.click(screen.getByRole('checkbox', { name: 'Sunday' }))
  await waitFor(() => expect(screen.getByRole('checkbox', { name: 'Sunday' })).not.toBeChecked())
  fireEvent.change(from, { target: { value: '' } })
  fireEvent.change(from, { target: { value: '06:30' } })
  await waitFor(() => expect(screen.queryByText(/on the next day/)).toBeNull())
  expect(await recordValue(db, 'quiet', 'hours')).toEqual({ on: true, days: [1, 2, 3, 4, 5, 6], from: 390, to: 420 })
})
