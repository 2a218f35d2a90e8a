import { expect, test } from 'vitest'
import { post } from '../../tests/support/posts.ts'
import { jid } from '../../tests/support/screen.tsx'
import { kindsOf } from './post-kind.ts'

const picture = { url: 'https://x.example/a.png', mediaType: 'image/png', title: 'a.png', bytes: 1, width: 1, height: 1, alt: '' }
const other = { service: jid('ben@example.org'), node: 'urn:xmpp:microblog:0', itemId: 'one' }
const via = { ...other, author: other.service, authorName: '' }

test('a title of its own makes an article, first words as a title do not', () => {
  expect(kindsOf(post('a'))).toEqual(['article'])
  expect(kindsOf(post('a', { title: 'All there is', text: 'All there is' }))).toEqual(['short'])
  expect(kindsOf(post('a', { title: '', text: 'Without a title' }))).toEqual(['short'])
  expect(kindsOf(post('a', { title: 'The first…', text: 'The first words and some more' }))).toEqual(['short'])
  expect(kindsOf(post('a', { title: 'The first…', text: `The first words and ${'many '.repeat(200)}` }))).toEqual(['article'])
  expect(kindsOf(post('a', { title: 'Page', text: '', html: '<p>Words</p>' }))).toEqual(['article'])
})

test('pictures count beside the words; another file does not', () => {
  expect(kindsOf(post('a', { enclosures: [picture] }))).toEqual(['article', 'picture'])
  expect(kindsOf(post('a', { title: '', text: '', enclosures: [picture] }))).toEqual(['short', 'picture'])
  expect(kindsOf(post('a', { enclosures: [{ ...picture, mediaType: 'application/pdf' }] }))).toEqual(['article'])
})

test('a post repeated without a word is a repost only, one with own words is both', () => {
  expect(kindsOf(post('a', { via, text: '> What was said', enclosures: [picture] }))).toEqual(['repost'])
  expect(kindsOf(post('a', { via, title: 'And what I think', text: '> What was said\n\nI agree.' }))).toEqual(['article', 'repost'])
  expect(kindsOf(post('a', { inReplyTo: other }))).toEqual(['article', 'answer'])
})
