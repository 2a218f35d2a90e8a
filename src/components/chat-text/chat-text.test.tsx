import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { jid, show, testAccount } from '../../../tests/support/screen.tsx'
import { MessageText } from '../shared-post.tsx'
import type { Message } from '#model/message.ts'

function draw(body: string, more: Partial<Message> = {}): HTMLElement {
  const message = { body, from: jid('ada@example.org'), ...more } as Message
  const { container } = show(<MessageText message={message} end={null} />, testAccount())
  return container
}

test('what is marked is drawn, its marks stay, and a link in it is one', () => {
  const drawn = draw('*strong* _https://example.org/a_b_ `code` ~gone~')
  expect(drawn.querySelectorAll('strong')).toHaveLength(3)
  expect(screen.getByRole('link')).toHaveAttribute('href', 'https://example.org/a_b')
  expect(Array.from(drawn.querySelectorAll('code'), each => each.textContent).join('')).toBe('`code`')
  expect(drawn).toHaveTextContent('*strong* _https://example.org/a_b_ `code` ~gone~')
})

test('quotations and blocks are drawn as such', () => {
  const drawn = draw('> said\n>> before\nanswer\n```\nlet x = *1*\n```\nend')
  const [outer] = drawn.querySelectorAll('blockquote')
  expect(outer).toHaveTextContent('said before')
  expect(outer?.querySelector('blockquote')).toHaveTextContent('before')
  expect(drawn.querySelector('pre')?.textContent).toBe('let x = *1*\n')
  expect(drawn).toHaveTextContent('end')
})

test('where its sender marked nothing, nothing is', () => {
  const drawn = draw('*not* strong', { unstyled: true })
  expect(drawn.querySelector('strong')).toBeNull()
})

test('what somebody does is told with their name', () => {
  const drawn = draw('/me waves')
  expect(drawn).toHaveTextContent('ada@example.org waves')
})

test('markup of HTML stays text', () => {
  const drawn = draw('*<img src=x onerror=alert(1)>*')
  expect(drawn.querySelector('img')).toBeNull()
  expect(drawn).toHaveTextContent('<img src=x onerror=alert(1)>')
})
