import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { KithError } from '#shared/errors.ts'
import { show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { BlogAudience } from './blog-audience.tsx'
import { useSession } from './session-store.ts'

let account: TestAccount
let closed: number
beforeEach(() => {
  closed = 0
  account = testAccount({ 'blog-audience': async () => ({ access: 'presence', groups: [], choices: ['open', 'presence', 'whitelist'] }) })
  useSession.getState().reset()
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
})

async function open() {
  show(<BlogAudience onClose={() => (closed += 1)} />, account)
  await screen.findByRole('radio', { name: 'My contacts', checked: true })
  return userEvent.setup()
}

test('only what the server offers can be chosen, and what widening means is said before it is done', async () => {
  const user = await open()
  expect(screen.getAllByRole('radio')).toHaveLength(3)
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
  await user.click(screen.getByRole('radio', { name: 'Everyone' }))
  expect(screen.getByText(/can then be seen by more people/)).toBeVisible()
  account.answers['set-blog-audience'] = async ({ access }) => ({ access, groups: [], choices: ['open'] })
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(closed).toBe(1))
})

test('a server that does not keep the choice is told of, and the dialog stays', async () => {
  const user = await open()
  await user.click(screen.getByRole('radio', { name: 'Only me' }))
  account.answers['set-blog-audience'] = async () => {
    throw new KithError('unsupported', 'not kept', { condition: 'access-model' })
  }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('It was not changed. Your server does not offer this choice.')
  expect(closed).toBe(0)
})

test('opened again it waits for what is so now: nobody chooses by what was so before', async () => {
  const { rerender } = show(<BlogAudience key="one" onClose={() => undefined} />, account)
  await screen.findByRole('radio', { name: 'My contacts', checked: true })
  let answer = (): void => undefined
  account.answers['blog-audience'] = () =>
    new Promise(resolve => {
      answer = () => resolve({ access: 'whitelist', groups: [], choices: ['open', 'presence', 'whitelist'] })
    })
  rerender(<BlogAudience key="two" onClose={() => undefined} />)
  expect(screen.queryByRole('radio')).toBeNull()
  await act(async () => answer())
  await screen.findByRole('radio', { name: 'Only me', checked: true })
})
