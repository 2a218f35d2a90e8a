import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { PostCard } from '#components/post-card.tsx'
import { MediaSection } from './media-section.tsx'

const bela = jid('bela@elsewhere.example')

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

/** A picture of Béla on each of these hosts. */
async function showPictures(...hosts: string[]): Promise<void> {
  for (const host of hosts) {
    const picture = { mediaType: 'image/png', title: '', bytes: 1, width: 4, height: 3, alt: `on ${host}` }
    const shown = post(host, { author: bela, enclosures: [{ ...picture, url: `https://${host}/1.png` }] })
    await account.db.posts.put(shown)
    show(<PostCard postKey={shown.key} />, account)
    await screen.findByRole('article', { name: `Title of ${host}` })
  }
}

const rule = (): Promise<HTMLElement> => screen.findByRole('combobox', { name: 'Load by itself' })

test('whose pictures come by themselves is chosen once and holds at once', async () => {
  await account.db.contacts.put({ jid: bela, name: 'Béla', subscription: 'both', ask: false, groups: [] })
  await showPictures('upload.example.org', 'pictures.example')
  show(<MediaSection />, account)
  await waitFor(() => expect(screen.getAllByRole('img')).toHaveLength(2))
  await userEvent.selectOptions(await rule(), 'Nothing, ask every time')
  await waitFor(() => expect(screen.queryAllByRole('img')).toHaveLength(0))
  expect(screen.getAllByRole('button', { name: 'Show picture' })).toHaveLength(2)
  await account.db.contacts.clear()
  await userEvent.selectOptions(await rule(), 'From contacts and my own server')
  await screen.findByRole('img', { name: 'on upload.example.org' })
  expect(screen.queryByRole('img', { name: 'on pictures.example' })).toBeNull()
  await userEvent.selectOptions(await rule(), 'From everybody')
  await screen.findByRole('img', { name: 'on pictures.example' })
})

test('what was allowed or refused is listed, is stronger than the rule, and is taken back', async () => {
  await account.db.mediaConsent.bulkPut([
    { source: bela, allowed: 1 },
    { source: 'tracker.example', allowed: 0 },
  ])
  await account.db.settings.put({ key: 'media-rule', value: 'ask' })
  await showPictures('pictures.example')
  show(<MediaSection />, account)
  await screen.findByRole('img', { name: 'on pictures.example' })
  expect(await screen.findAllByRole('listitem')).toHaveLength(2)
  expect(screen.getByText('Never shown')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: `Forget the choice for ${bela}` }))
  await screen.findByRole('button', { name: 'Show picture' })
  expect(await account.db.mediaConsent.toArray()).toEqual([{ source: 'tracker.example', allowed: 0 }])
})

test('a host that was refused is asked for nothing, even where everybody is allowed', async () => {
  await account.db.mediaConsent.put({ source: 'tracker.example', allowed: 0 })
  await account.db.settings.put({ key: 'media-rule', value: 'all' })
  await showPictures('tracker.example', 'pictures.example')
  await screen.findByRole('img', { name: 'on pictures.example' })
  expect(screen.queryByRole('img', { name: 'on tracker.example' })).toBeNull()
})
