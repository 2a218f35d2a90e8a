import { act, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, expect, test } from 'vitest'
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
