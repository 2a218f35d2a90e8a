import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Heart } from 'lucide-react'
import { expect, test, vi } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { Button, ButtonLink } from './button.tsx'
import { IconButton } from './icon-button.tsx'

test('a busy button keeps the focus and its name, and takes no second click', async () => {
  const send = vi.fn()
  const { rerender } = draw(<Button onClick={send}>Send</Button>)
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  rerender(
    <Button onClick={send} busy>
      Send
    </Button>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(send).toHaveBeenCalledOnce()
  expect(screen.getByRole('button', { name: 'Send' })).toHaveFocus()
})

test('a busy submit button does not submit a second time', async () => {
  const submit = vi.fn((event: React.SubmitEvent) => event.preventDefault())
  draw(
    <form onSubmit={submit}>
      <Button type="submit" busy>
        Send
      </Button>
    </form>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(submit).not.toHaveBeenCalled()
})

test('a button is no submit button unless it says so', () => {
  draw(<Button>Open</Button>)
  expect(screen.getByRole('button')).toHaveAttribute('type', 'button')
})

test('a button link is a link', () => {
  draw(<ButtonLink href="#/compose">New post</ButtonLink>)
  expect(screen.getByRole('link', { name: 'New post' })).toHaveAttribute('href', '#/compose')
})

test('an icon button is named by its label, with its count after it, and tells whether it is pressed', async () => {
  draw(<IconButton label="Like" icon={<Heart />} pressed count={1234} />)
  const button = screen.getByRole('button', { name: 'Like 1.2K' })
  expect(button).toHaveAttribute('aria-pressed', 'true')
  expect(await axeViolations()).toEqual([])
})
