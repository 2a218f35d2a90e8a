import { act, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { show, testAccount } from '../../tests/support/screen.tsx'
import { type DraftField, useDraft } from './use-draft.ts'

const account = testAccount()
afterEach(() => account.db.drafts.clear())

function Field({ onDraw }: { onDraw: (draft: DraftField) => void }) {
  const draft = useDraft('comment:a')
  useEffect(() => {
    onDraw(draft)
  })
  return null
}

test('the same one is answered once more while the first answer is still being stored, and stays answered', async () => {
  let draft = {} as DraftField
  const keep = (drawn: DraftField): void => {
    draft = drawn
  }
  show(<Field onDraw={keep} />, account)
  act(() => {
    draft.setAnswers('c1')
    draft.setText('first')
  })
  let store: (isStored: boolean) => void = () => undefined
  const storing = new Promise<boolean>(resolve => {
    store = resolve
  })
  const sent = draft.submit(() => storing)
  act(() => draft.setAnswers('c1'))
  await act(async () => {
    store(true)
    await sent
  })
  await waitFor(() => expect([draft.text, draft.answers]).toEqual(['', 'c1']))
  act(() => draft.setText('second'))
  await act(async () => {
    await draft.submit(async () => true)
  })
  expect([draft.text, draft.answers]).toEqual(['', null])
})

async function drawn(): Promise<{ draft: () => DraftField; leave: () => void }> {
  let draft = {} as DraftField
  const keep = (latest: DraftField): void => {
    draft = latest
  }
  const { unmount } = show(<Field onDraw={keep} />, account)
  await act(async () => undefined)
  return { draft: () => draft, leave: unmount }
}

const stored = (text: string) => ({ key: 'comment:a', title: '', text, target: null, updatedAt: 1 })

test('what another tab writes stands here as well, until something is typed here; what it sends is gone here', async () => {
  const { draft } = await drawn()
  await account.db.drafts.put(stored('a long text from the other tab'))
  await waitFor(() => expect(draft().text).toBe('a long text from the other tab'))
  act(() => draft().setText('a long text from the other tab, and mine'))
  await account.db.drafts.put(stored('theirs'))
  await waitFor(async () => expect((await account.db.drafts.get('comment:a'))?.text).toBe('a long text from the other tab, and mine'))
  expect(draft().text).toBe('a long text from the other tab, and mine')
  await account.db.drafts.delete('comment:a')
  await waitFor(() => expect(draft().text).toBe(''))
})

test('what hides a picture is kept without words', async () => {
  const first = await drawn()
  act(() => first.draft().changeSaid(said => ({ ...said, spoiler: 'the end' })))
  first.leave()
  const { draft } = await drawn()
  await waitFor(() => expect(draft().said.spoiler).toBe('the end'))
})

test('what is typed while the text before is still being stored is kept when the page is left in that moment', async () => {
  const { draft } = await drawn()
  act(() => draft().setText('first'))
  let store: (isStored: boolean) => void = () => undefined
  const sent = draft().submit(
    () =>
      new Promise<boolean>(resolve => {
        store = resolve
      }),
  )
  act(() => draft().setText('half a word'))
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  hidden.mockRestore()
  await waitFor(async () => expect((await account.db.drafts.get('comment:a'))?.text).toBe('half a word'))
  await act(async () => {
    store(true)
    await sent
  })
  expect(draft().text).toBe('half a word')
})
