import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountDb } from './db.ts'
import { keepDraft } from './keep-draft.ts'
import type { AccountDb, Draft } from './schema.ts'

const draft: Draft = { key: 'chat:ada@example.org', title: '', text: 'half a thou', target: null, updatedAt: 1 }
let db: AccountDb

beforeEach(() => {
  db = accountDb(`kith:keep-draft-test-${Math.random()}`)
})
afterEach(() => db.delete())

test('a draft kept on the way out is there for whoever reads next, and can be taken away the same way', async () => {
  await db.open()
  keepDraft(db, draft.key, draft)
  expect(await db.drafts.get(draft.key)).toEqual(draft)
  keepDraft(db, draft.key, null)
  expect(await db.drafts.get(draft.key)).toBeUndefined()
})

test('a database that is closed already is left alone', () => {
  expect(() => keepDraft(db, draft.key, draft)).not.toThrow()
})
