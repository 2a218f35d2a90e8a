import { screen } from '@testing-library/react'
import { Inbox } from 'lucide-react'
import { expect, test, vi } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { Avatar } from './avatar.tsx'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { Notice } from './notice.tsx'
import { Page } from './page.tsx'
import { Pill } from './pill.tsx'
import { Spinner } from './spinner.tsx'
import { SyncLine } from './sync-line.tsx'
import { Time } from './time.tsx'

test('an avatar beside a name says nothing; alone it says who it is', () => {
  draw(<Avatar name="Anna Lindqvist" seed="anna@example.org" />)
  expect(screen.queryByRole('img')).not.toBeInTheDocument()
  draw(<Avatar name="Anna Lindqvist" seed="anna@example.org" labelled />)
  expect(screen.getByRole('img', { name: 'Anna Lindqvist' })).toHaveTextContent('AL')
})

test('the same address has the same colour in every place, another one another', () => {
  const { container } = draw(
    <>
      <Avatar name="Anna" seed="anna@example.org" />
      <Avatar name="A." seed="anna@example.org" size={24} />
      <Avatar name="Anna" seed="bob@example.org" />
    </>,
  )
  const [first, second, third] = [...container.children].map(avatar => (avatar as HTMLElement).style.background)
  expect(first).toBe(second)
  expect(first).not.toBe(third)
})

test('an error is announced, a hint is not', () => {
  draw(<Notice tone="info">New here</Notice>)
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  draw(
    <Notice tone="error" action={<Button>Try again</Button>}>
      It failed
    </Notice>,
  )
  expect(screen.getByRole('alert')).toHaveTextContent('It failed')
})

test('a page has one heading that can take the focus, also under a header of its own, and a way back', async () => {
  const { rerender } = draw(
    <Page title="Community" back="#/communities">
      text
    </Page>,
  )
  expect(screen.getByRole('heading', { level: 1, name: 'Community' })).toHaveAttribute('tabindex', '-1')
  expect(screen.getByRole('link', { name: 'Back' })).toHaveAttribute('href', '#/communities')
  rerender(
    <Page title="Community" header={<p>drawn</p>}>
      text
    </Page>,
  )
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1)
  expect(await axeViolations()).toEqual([])
})

test('a moment is relative to read and exact to machines', () => {
  const at = Date.now() - 3.5 * 3_600_000
  draw(<Time at={at} />)
  const time = screen.getByText('3h ago')
  expect(time).toHaveAttribute('datetime', new Date(at).toISOString())
  expect(time.title).toContain(String(new Date(at).getFullYear()))
})

test('a clock that is ahead does not make the past a future', () => {
  draw(<Time at={Date.now() + 50_000} />)
  expect(screen.getByText('now')).toBeInTheDocument()
})

test('what is going on has a name', async () => {
  const show = vi.fn()
  draw(
    <main>
      <SyncLine label="Getting messages" />
      <Spinner label="Loading" />
      <Pill onClick={show}>3 new posts</Pill>
      <EmptyState icon={<Inbox />} title="Nothing yet" text="Follow somebody." action={<Button>Find people</Button>} />
    </main>,
  )
  expect(screen.getByRole('progressbar', { name: 'Getting messages' })).toBeInTheDocument()
  expect(screen.getByRole('status')).toHaveTextContent('Loading')
  screen.getByRole('button', { name: '3 new posts' }).click()
  expect(show).toHaveBeenCalledOnce()
  expect(await axeViolations()).toEqual([])
})
