/** What a service may say to a post, and no honest one here can be brought to: each has its reason in words, and the post stays whole. */
import { expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import { failureWords } from '#components/failure-words.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { english } from '../support/english.ts'
import { engineWithPeer } from '../support/engine-with-peer.ts'
import { jid } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const ME = jid('juliet@example.org')
const SERVICE = jid('pubsub.example.org')

test.each([
  ['resource-constraint', 'The server is too busy or has no room left.'],
  ['policy-violation', 'The rules of the server do not allow it.'],
  ['not-acceptable', 'The server did not accept it.'],
  ['forbidden', 'You are not allowed to do this here.'],
  ['item-not-found', 'It does not exist, or no longer.'],
])('a service that answers a post with %s', async (condition, words) => {
  const { peer, server, engine } = await engineWithPeer()
  const honest = peer.answers.get(NS_PUBSUB)
  peer.answers.set(NS_PUBSUB, iq => (iq.getChild('pubsub')?.getChild('publish') ? server.refuse(iq, condition) : (honest?.(iq) ?? '')))
  const text = 'Words that are not lost'
  const postKey = await publishPost(engine.db, { me: ME, service: SERVICE, node: 'garden', title: '', text, now: Date.now() })
  engine.nudge()
  await waitFor(async () => (await engine.db.posts.get(postKey))?.state === 'failed', { what: 'the refusal' })
  const post = await engine.db.posts.get(postKey)
  expect(post?.text).toBe(text)
  expect(english[failureWords(post?.failure ?? null)]).toBe(words)

  if (honest) peer.answers.set(NS_PUBSUB, honest)
  await retryPost(engine.db, postKey)
  engine.nudge()
  await waitFor(async () => (await engine.db.posts.get(postKey))?.state === 'published', { what: 'the post' })
  expect(server.pubsub(SERVICE).node('garden').items).toHaveLength(1)
})
