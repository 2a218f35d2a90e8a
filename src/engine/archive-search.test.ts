/** What the archive finds, and how what is around it comes to stand among what is stored. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { fakeContext, type FakeContext, type FakeServer, fakeSession } from '../../tests/support/fake-session.ts'
import type { Answer, Ask } from '#bridge/contract.ts'
import { deleteConversation } from '#commands/delete-conversation.ts'
import { buildSubmission, parseForm, formValue } from '#protocol/xep0004-data-forms.ts'
import { NS_RSM } from '#protocol/xep0059-rsm.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { attr, child, childText, type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { archiveGapsWithin } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { chatAnswers } from './answer/chat-answers.ts'
import { lookBack } from './catch-up/look-back.ts'
import { attachChat } from './receive/on-message.ts'

const [me, you, other] = ['me', 'you', 'other'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]
const PAGE = 100

const open: AccountDb[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const db of open.splice(0)) await db.delete()
})

interface Bench {
  db: AccountDb
  context: FakeContext
  ask: <Name extends keyof typeof chatAnswers>(name: Name, ask: Ask<Name>) => Promise<Answer<Name>>
  /** The minutes of what is stored, in its order. */
  stored: () => Promise<number[]>
  gaps: () => Promise<[older: string | null, newer: string][]>
}

interface Options {
  field?: string | null
  length?: number
  /** From one stamp to the next, in ms. */
  stamped?: number
}

/** An archive in which every minute one of two people said something, every hundredth time of a rose. */
function bench({ field = '{urn:xmpp:fulltext:0}fulltext', length = 2_000, stamped = 60_000 }: Options = {}): Bench {
  const db = accountDb(`kith:archive-search-${Math.random()}`)
  open.push(db)
  const archive = Array.from({ length }, (_, minute) => ({
    id: `a-${minute}`,
    from: minute % 4 === 3 ? other : you,
    body: minute % 100 === 0 ? `a rose at ${minute}` : `minute ${minute}`,
    stamp: new Date(Date.UTC(2026, 0, 1) + minute * stamped).toISOString(),
  }))
  const answer = async (query: Element): Promise<Element> => {
    const form = parseForm(query)
    if (!form && !child(query, 'set', NS_RSM)) return formOf(field)
    const words = field === null ? undefined : formValue(form, field)
    const start = formValue(form, 'start') ?? ''
    const fits = archive.filter(
      ({ from, body, stamp }) => (formValue(form, 'with') ?? from) === from && body.includes(words ?? '') && stamp >= start,
    )
    const set = child(query, 'set', NS_RSM)
    const [before, after] = ['before', 'after'].map(name => childText(set, name, NS_RSM))
    if (before?.startsWith('gone')) throw new KithError('not-found', 'no such item')
    const placeOf = (id: string): number => fits.findIndex(item => Number(item.id.slice(2)) >= Number(id.slice(2)))
    const page =
      before !== undefined
        ? fits.slice(0, before === '' ? undefined : placeOf(before)).slice(-PAGE)
        : fits.slice(after === undefined ? 0 : placeOf(after) + 1).slice(0, PAGE)
    for (const { id, from, body, stamp } of page) {
      const message = `<message xmlns='jabber:client' from='${from}/x' to='${me}' type='chat' id='o${id}'><origin-id xmlns='urn:xmpp:sid:0' id='o${id}'/><body>${body}</body></message>`
      await context.session.deliver(archiveResult(attr(query, 'queryid') ?? '', { id, stamp, message }))
    }
    const end = before !== undefined ? fits[0] : fits.at(-1)
    return xml('fin', { xmlns: NS_MAM, complete: page.length === 0 || page.includes(end as never) ? 'true' : 'false' })
  }
  const server: FakeServer = ({ payload }) => {
    if (!payload.is('query', NS_MAM)) throw new KithError('unsupported', 'nothing else')
    return answer(payload)
  }
  const session = fakeSession(me, server, { account: new Set([NS_MAM]) })
  const context = fakeContext(db, session)
  attachChat(context)
  return {
    db,
    context,
    ask: (name, ask) => chatAnswers[name](context, ask as never),
    stored: async () => {
      const rows = await db.messages.where('[conversation+order]').between([you, -Infinity], [you, Infinity]).toArray()
      return rows.map(({ archiveId }) => Number(archiveId?.slice(2)))
    },
    gaps: async () => (await archiveGapsWithin(db, you, { fromOrder: -Infinity })).map(({ olderId, newerId }) => [olderId, newerId]),
  }
}

function formOf(field: string | null): Element {
  const form = buildSubmission(NS_MAM, { with: '', start: '', ...(field !== null && { [field]: '' }) })
  form.attrs['type'] = 'form'
  return xml('query', { xmlns: NS_MAM }, form)
}
const minutes = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index).filter(minute => minute % 4 !== 3)

describe('searching', () => {
  test.each([
    ['{urn:xmpp:fulltext:0}fulltext', true],
    ['withtext', true],
    [null, false],
  ])('with the field %s in its form it is %s that the archive looks for words', async (field, offered) => {
    const { ask, context } = bench({ field })
    expect(await ask('archive-search-offered', {})).toEqual({ offered })
    await ask('archive-search-offered', {})
    expect(context.session.requests).toHaveLength(1)
  })

  test('newest first, page by page, and what is stored here is left out', async () => {
    const { ask } = bench({ length: 12_000 })
    const search = (before: string | null) => ask('search-archive', { conversation: you, words: 'rose', before })
    const first = await search(null)
    expect(first.hits.slice(0, 2)).toMatchObject([
      { archiveId: 'a-11900', words: 'a rose at 11900', direction: 'in' },
      { archiveId: 'a-11800' },
    ])
    expect(first.before).toBe('a-2000')
    const second = await search(first.before)
    expect([second.hits.at(-1)?.archiveId, second.before]).toEqual(['a-0', null])
    await ask('older-messages', { conversation: you })
    expect((await search(null)).hits[0]?.archiveId).toBe('a-11800')
  })
})

test('a conversation that is deleted while its past is on the way does not come back with it', async () => {
  const { ask, db } = bench()
  await ask('older-messages', { conversation: you })
  const asking = ask('older-messages', { conversation: you })
  await deleteConversation(db, you)
  await asking
  expect([await db.conversations.get(you), await db.messages.count()]).toEqual([undefined, 0])
})

describe('going to one of them', () => {
  test('stores what is around it, notes what is missing between that and the rest, and that can be filled', async () => {
    const { ask, stored, gaps, db } = bench()
    await ask('older-messages', { conversation: you })
    const [newest] = await stored()
    expect(await ask('open-archived', { conversation: you, archiveId: 'a-1000' })).toEqual({ found: true })
    const around = await stored()
    expect(around).toEqual([...around].toSorted((one, next) => one - next))
    expect(around).toContain(1000)
    expect(await gaps()).toEqual([[`a-${around.filter(minute => minute < (newest ?? 0)).at(-1)}`, `a-${newest}`]])
    for (let left = await gaps(); left.length > 0; left = await gaps()) {
      const [gap] = await db.archiveGaps.toArray()
      await ask('fill-archive-gap', { gapId: gap?.id ?? 0 })
    }
    expect(await stored()).toEqual(minutes(around[0] ?? 0, 2_000))
    // And further up it goes on as ever, with nobody else's in between.
    await ask('older-messages', { conversation: you })
    expect(await stored()).toEqual(minutes((await stored())[0] ?? 0, 2_000))
    expect(
      await db.messages
        .where('conversation')
        .equals(other)
        .count()
        .catch(() => 0),
    ).toBe(0)
  })

  test('in whatever order one goes to them, every message is there once and every hole is noted', async () => {
    const { ask, stored, gaps } = bench()
    await ask('older-messages', { conversation: you })
    for (const minute of [400, 1400, 900, 1100, 1000, 400]) await ask('open-archived', { conversation: you, archiveId: `a-${minute}` })
    const all = await stored()
    expect(all).toEqual([...new Set(all)].toSorted((one, next) => one - next))
    const holes = all.slice(1).flatMap((minute, index): [string, string][] => {
      const before = all[index] ?? 0
      return minutes(before + 1, minute).length > 0 ? [[`a-${before}`, `a-${minute}`]] : []
    })
    expect(new Set((await gaps()).map(String))).toEqual(new Set(holes.map(String)))
  })

  test('its place does not hang on stamps: it stands below what is stored though all was said in one second', async () => {
    const { ask, stored, gaps } = bench({ stamped: 0 })
    await ask('older-messages', { conversation: you })
    await ask('open-archived', { conversation: you, archiveId: 'a-1000' })
    const all = await stored()
    expect(all).toContain(1000)
    expect(all).toEqual(all.toSorted((one, next) => one - next))
    expect(await gaps()).toHaveLength(1)
  })

  test('what the archive does not have is not there', async () => {
    const { ask, stored } = bench()
    expect(await ask('open-archived', { conversation: you, archiveId: 'a-1003' })).toEqual({ found: false })
    expect(await stored()).toEqual([])
  })
})

test('what lies below all that is stored was not missed by a device that looks back: it stays where it is, unread by nobody', async () => {
  const { ask, stored, db, context } = bench({ stamped: 0, length: 400 })
  await ask('older-messages', { conversation: you })
  const [first] = await stored()
  await db.archiveCursors.put({ archive: me, newestId: 'a-399', newestOrder: 0, live: 1, unsureAt: Date.UTC(2026, 0, 1) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const looking = lookBack(context, new AbortController().signal).then(() => true)
  const step = (): Promise<boolean> => vi.advanceTimersByTimeAsync(500).then(() => false)
  while (!(await Promise.race([looking, step()])));
  vi.useRealTimers()
  const all = await stored()
  expect([all[0], all]).toEqual([first, minutes(first ?? 0, 400)])
  expect((await db.conversations.get(you))?.unread).toBe(0)
  await ask('older-messages', { conversation: you })
  expect(await stored()).toEqual(minutes((await stored())[0] ?? 0, 400))
})

describe('going to what another device marked', () => {
  const sentAt = Date.UTC(2026, 0, 1) + 1_000 * 60_000
  const marked = { conversation: you, name: 'oa-1000', archiveId: 'a-1000' as string | null, sentAt }

  test.each([
    ['its place in the archive', 'a-1000'],
    ['when it was written', null],
    ['when it was written, where its place is not known any more', 'gone-1'],
  ])('it is found by %s, with what is around it', async (_, archiveId) => {
    const { ask, stored } = bench()
    await ask('older-messages', { conversation: you })
    expect(await ask('open-marked', { ...marked, archiveId })).toEqual({ found: true })
    expect(await stored()).toEqual(expect.arrayContaining([999 - 1, 1000, 1001]))
    expect(await ask('open-marked', { ...marked, archiveId: 'gone-2' })).toEqual({ found: true })
  })

  test('what the archive does not have is not found, however often it is asked', async () => {
    const { ask, stored } = bench()
    expect(await ask('open-marked', { ...marked, name: 'never', archiveId: 'gone-1' })).toEqual({ found: false })
    expect(await stored()).toEqual([])
  })
})
