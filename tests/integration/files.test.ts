import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginEdit } from '#commands/begin-edit.ts'
import { editPost } from '#commands/edit-post.ts'
import { describeFile } from '#commands/describe-file.ts'
import { followNode } from '#commands/follow-node.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { publishPost } from '#commands/publish-post.ts'
import { type NodeEngine, startNodeEngine } from '#engine/node.ts'
import type { PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { exif, isTelling, jpegFrame, withSegments } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'

const photo = withSegments(jpegFrame(400, 300), exif(1))

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('files of a post on %s', (_name, start) => {
  let server: TestServer
  const { device, register } = useEngines(() => server)
  const anna = jid('anna@localhost')

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben')
  })
  afterAll(() => server?.stop())

  async function publish({ db, nudge }: NodeEngine, text: string): Promise<PostKey> {
    const key = await publishPost(db, { me: anna, service: anna, node: BLOG_NODE, title: '', text, now: Date.now() })
    nudge()
    return key
  }
  const isIn = (engine: NodeEngine, key: PostKey, state: string): Promise<void> =>
    waitFor(async () => (await engine.db.posts.get(key))?.state === state, { what: `the post to be ${state}`, timeoutMs: 30_000 })

  test('are put where the slot says, silent about their place, and another device and a follower see what they are', async () => {
    const [here, there, reader] = [await device('anna'), await device('anna'), await device('ben')]
    await keepFiles(here.db, {
      owner: 'post:new',
      files: [
        { name: 'Brot & Käse.jpg', blob: new Blob([photo], { type: 'image/jpeg' }) },
        { name: 'notes.txt', blob: new Blob(['Rye, salt, water'], { type: 'text/plain' }) },
      ],
    })
    const [picture] = await here.db.uploads.where('owner').equals('post:new').sortBy('place')
    await describeFile(here.db, picture?.id ?? '', { alt: 'A loaf, "still" warm' })
    const key = await publish(here, 'With files')
    await isIn(here, key, 'published')
    await followNode(reader.db, { service: anna, node: BLOG_NODE, kind: 'person', title: '', now: Date.now() })
    reader.nudge()

    const expected = [
      { mediaType: 'image/jpeg', title: 'Brot & Käse.jpg', alt: 'A loaf, "still" warm', width: 400, height: 300 },
      { mediaType: 'text/plain', title: 'notes.txt', alt: '', bytes: 16 },
    ]
    for (const engine of [here, there, reader]) {
      await isIn(engine, key, 'published')
      expect((await engine.db.posts.get(key))?.enclosures).toMatchObject(expected)
    }
    const [first, second] = (await reader.db.posts.get(key))?.enclosures ?? []
    const bytes = new Uint8Array(await (await fetch(first?.url ?? '')).arrayBuffer())
    expect(bytes.length).toBe(first?.bytes)
    expect(isTelling(bytes)).toBe(false)
    expect(await (await fetch(second?.url ?? '')).text()).toBe('Rye, salt, water')
    expect(await here.db.uploads.count()).toBe(0)
  })

  test('an edit takes one out and leaves the other where it is', async () => {
    const [here, there] = [await device('anna'), await device('anna')]
    const files = ['a.txt', 'b.txt'].map(name => ({ name, blob: new Blob([`in ${name}`], { type: 'text/plain' }) }))
    await keepFiles(here.db, { owner: 'post:new', files })
    const key = await publish(here, 'Two files')
    await isIn(here, key, 'published')
    const [, kept] = (await here.db.posts.get(key))?.enclosures ?? []
    await beginEdit(here.db, key)
    const [first] = await here.db.uploads.where('owner').equals(`post:${key}`).sortBy('place')
    await here.db.uploads.delete(first?.id ?? '')
    await editPost(here.db, { postKey: key, title: '', text: 'One file', filesOf: `post:${key}`, now: Date.now() })
    here.nudge()
    await waitFor(async () => (await there.db.posts.get(key))?.text === 'One file', { what: 'the edit on the other device' })
    expect((await there.db.posts.get(key))?.enclosures).toEqual([kept])
  })
})

test('what is larger than the server takes is refused with its limit, and words and file stay', async () => {
  const server = await startProsody()
  try {
    await server.register('anna', 'secret of anna')
    const options = { address: 'anna@localhost', password: 'secret of anna', websocketUrl: server.websocketUrl, dbName: 'kith:files-limit' }
    const engine = await startNodeEngine(options)
    const { maxUploadBytes } = await engine.session.features()
    expect(maxUploadBytes).toBeGreaterThan(0)
    const blob = new Blob([new Uint8Array((maxUploadBytes ?? 0) + 1)], { type: 'application/octet-stream' })
    await keepFiles(engine.db, { owner: 'post:new', files: [{ name: 'film.bin', blob }] })
    const me = jid('anna@localhost')
    const key = await publishPost(engine.db, { me, service: me, node: BLOG_NODE, title: '', text: 'Too much', now: Date.now() })
    engine.nudge()
    await waitFor(async () => (await engine.db.posts.get(key))?.state === 'failed', { what: 'the refusal' })
    expect((await engine.db.posts.get(key))?.failure).toMatchObject({ kind: 'too-large', limit: maxUploadBytes })
    expect(await engine.db.uploads.count()).toBe(1)
    await engine.stop()
  } finally {
    await server.stop()
  }
})
