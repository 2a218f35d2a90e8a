import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Upload } from '#model/upload.ts'
import { post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ComposePage } from './compose-page.tsx'

const me = jid('me@example.org')

let account: TestAccount
beforeEach(() => {
  account = testAccount({ 'prepare-upload': async () => ({}) })
  location.hash = '#/compose'
  // The database of the tests gives back no real blobs.
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
})

function stored(id: string, place: number, over: Partial<Upload> = {}): Upload {
  const facts = { mediaType: 'image/png', bytes: 3000, width: 30, height: 20, name: `${id}.png`, alt: '' }
  const file = { original: false, blob: new Blob(['abc']), light: null, left: null, state: 'prepared' as const, url: null }
  return { id, owner: 'post:new', place, ...facts, ...file, ...over }
}

async function open(edit?: Parameters<typeof ComposePage>[0]['edit']): Promise<void> {
  show(<ComposePage draft={undefined} to={undefined} edit={edit} reply={undefined} via={undefined} />, account)
  await screen.findByRole('textbox', { name: 'Text' })
}

const items = () => within(screen.getByRole('list', { name: 'Pictures and files' })).getAllByRole('listitem')
const names = () => items().map(item => item.getAttribute('aria-label'))
const publish = () => screen.getByRole('button', { name: /^Publish/ })

test('a chosen file is kept, asked to be made ready, and keeps the draft alive without a word', async () => {
  const prepare = vi.fn(async () => ({}))
  account.answers['prepare-upload'] = prepare
  const user = userEvent.setup({ applyAccept: false })
  await open()
  const file = new File(['abc'], '../bread.png', { type: 'image/png' })
  await user.upload(screen.getByTestId('files'), file)
  await waitFor(() => expect(names()).toEqual(['bread.png']))
  await waitFor(() => expect(prepare).toHaveBeenCalledTimes(1))
  await waitFor(async () => expect(await account.db.drafts.get('post:new')).toMatchObject({ text: '' }))
  expect(publish()).toBeEnabled()
})

test('pictures alone are a post, called after what the first one shows, in the order they were put into', async () => {
  const user = userEvent.setup()
  await account.db.uploads.bulkPut([stored('a', 0), stored('b', 1)])
  await open()
  await waitFor(() => expect(names()).toEqual(['a.png', 'b.png']))
  const earlier = screen.getByRole('button', { name: 'Earlier: b.png' })
  await user.click(earlier)
  await waitFor(() => expect(names()).toEqual(['b.png', 'a.png']))
  expect(screen.getByText('b.png is now 1 of 2')).toBeInTheDocument()
  // Typed a moment before publishing: nothing of it is lost.
  await user.type(within(items()[0] as HTMLElement).getByRole('textbox', { name: 'What does it show?' }), 'A loaf')
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.toArray()).toHaveLength(1))
  const [written] = await account.db.posts.toArray()
  expect(written).toMatchObject({
    title: 'A loaf',
    enclosures: [
      { url: 'upload:b', alt: 'A loaf', width: 30, height: 20 },
      { url: 'upload:a', alt: '' },
    ],
  })
  expect((await account.db.uploads.toArray()).map(({ owner }) => owner)).toEqual([written?.key, written?.key])
})

test('a removed file comes back where it was, and discarding the draft takes all of them along', async () => {
  const user = userEvent.setup()
  await account.db.uploads.bulkPut([stored('a', 0), stored('b', 1)])
  await open()
  await user.click(await screen.findByRole('button', { name: 'Remove a.png' }))
  await waitFor(() => expect(names()).toEqual(['b.png']))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['a.png', 'b.png']))
  await user.click(screen.getByRole('button', { name: 'This draft' }))
  await user.click(screen.getByRole('menuitem', { name: 'Discard' }))
  await waitFor(async () => expect(await account.db.uploads.toArray()).toEqual([]))
})

test('editing starts with the files of the post and changes only what was changed', async () => {
  const user = userEvent.setup()
  const facts = { mediaType: 'image/png', bytes: 1, width: 3, height: 2 }
  const enclosures = ['a', 'b'].map(name => ({ ...facts, url: `https://up.example/${name}`, title: `${name}.png`, alt: `Alt of ${name}` }))
  const mine = post('a', { author: me, title: 'Two', text: 'Two pictures', enclosures })
  await account.db.posts.put(mine)
  await open(mine.key)
  await waitFor(() => expect(names()).toEqual(['a.png', 'b.png']))
  await user.click(screen.getByRole('button', { name: 'Remove a.png' }))
  await waitFor(() => expect(names()).toEqual(['b.png']))
  await user.click(publish())
  await waitFor(async () => expect(await account.db.posts.get(mine.key)).toMatchObject({ state: 'queued', enclosures: [enclosures[1]] }))
  expect(await account.db.uploads.toArray()).toEqual([])
})
