import { describe, expect, test } from 'vitest'
import type { Message } from '#model/message.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { ExportHead, ExportLine, ExportWords, ExportWriter } from './export-writer.ts'
import { htmlWriter } from './html-writer.ts'
import { jsonWriter } from './json-writer.ts'
import { textWriter } from './text-writer.ts'

const [me, ada] = ['me@example.org', 'ada@example.org'].map(parseBareJid) as [BareJid, BareJid]
const at = Date.UTC(2026, 5, 1, 12, 30)
const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`

const words: ExportWords = {
  language: 'en',
  direction: 'ltr',
  title: ({ name }) => `Conversation with ${name}`,
  made: () => 'made',
  day: () => 'Monday',
  time: () => '12:30',
  gap: where => `missing ${where}`,
  kind: () => 'Picture',
  gone: 'deleted',
  edited: 'edited',
  unsent: 'not sent',
}
const head: ExportHead = { me, jid: ada, name: EVIL, at }
const message = (fields: Partial<Message> = {}): Message => ({
  key: 'm',
  conversation: ada,
  direction: 'in',
  from: ada,
  body: 'Hello',
  order: at,
  sentAt: at,
  state: 'received',
  failure: null,
  originId: 'one',
  archiveId: 'archive-one',
  aliases: [],
  wantsReceipt: false,
  markable: false,
  ...fields,
})
const file = (fields: object = {}) => ({
  url: 'https://x.example/1.jpg',
  mediaType: 'image/jpeg',
  title: '1.jpg',
  bytes: 7,
  width: 1,
  height: 1,
  alt: '',
  ...fields,
})
const line = (fields: Partial<Message> = {}, files: object[] = [], path: string | null = null, name = 'Ada'): ExportLine => ({
  kind: 'message',
  message: message(fields),
  name,
  files: files.map(each => ({ file: file(each), path })),
})
const write = (writer: ExportWriter, ...lines: ExportLine[]): string =>
  [writer.begin(head), ...lines.map(each => writer.line(each)), writer.end()].join('')

describe('a page', () => {
  test('has nothing in it that somebody wrote as markup: names, words, quotes, names of files, what they show, reactions', () => {
    const page = write(
      htmlWriter(words),
      line(
        { body: EVIL, reply: { id: 'x', to: ada, quote: EVIL }, reactions: [{ from: ada, emojis: [EVIL], at }] },
        [{ title: EVIL, alt: EVIL, url: EVIL }],
        null,
        EVIL,
      ),
      line({}, [{ title: EVIL, alt: `b${EVIL}` }], `media/001 ${EVIL}`),
    )
    const tags = [...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag)
    expect(new Set(tags)).toEqual(
      new Set([
        'html',
        'head',
        'meta',
        'title',
        'style',
        'body',
        'h1',
        'p',
        'article',
        'div',
        'bdi',
        'time',
        'blockquote',
        'figure',
        'figcaption',
        'span',
        'a',
        'img',
      ]),
    )
    const names = [...page.matchAll(/<[a-z0-9]+((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g)].flatMap(
      ([, all = '']) => all.replace(/="[^"]*"/g, '').match(/[a-z-]+/g) ?? [],
    )
    expect(names).toContain('src')
    expect(names.filter(name => name.startsWith('on'))).toEqual([])
    // Every `<` that is left begins an element of ours, so this counts them.
    expect(page.match(/</g)).toHaveLength(tags.length + 1)
  })

  test('asks nothing of the web: what is not beside it is a link, and only to the web', () => {
    const page = write(
      htmlWriter(words),
      line({}, [{ url: 'javascript:alert(1)', title: 'a' }]),
      line({}, [{}]),
      line({}, [{}], 'media/001 a b.jpg'),
      line({}, [{ mediaType: 'image/svg+xml' }], 'media/002 x.svg'),
    )
    expect([...page.matchAll(/src="([^"]*)"/g)].map(([, src]) => src)).toEqual(['media/001%20a%20b.jpg'])
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      'https://x.example/1.jpg',
      'media/001%20a%20b.jpg',
      'media/002%20x.svg',
    ])
    expect(page).toContain("default-src 'none'")
  })

  test('says what is missing, what was taken back and what nobody else has', () => {
    const page = write(
      htmlWriter(words),
      { kind: 'gap', where: 'before' },
      { kind: 'day', at },
      line({ retracted: true, body: 'secret' }, [{}]),
      line({ direction: 'out', state: 'failed' }),
    )
    expect(page).toMatch(/missing before[^]*Monday[^]*deleted[^]*not sent/)
    expect(page).not.toContain('secret')
    expect(page).not.toContain('x.example')
  })
})

describe('plain text', () => {
  test('no line of a message looks like another message, nor does a name', () => {
    const text = write(
      textWriter(words),
      line({ body: 'one\n[12:31] Ben: two\u2028[12:32] Cleo: three' }, [{ title: 'a\n[1] b' }], null, 'A\nB'),
    )
    expect(text.split('\n').filter(each => each.startsWith('['))).toEqual(['[12:30] A B: one'])
  })
})

describe('JSON', () => {
  test('is whole, whatever is in it, and says where something is missing', () => {
    const written = write(
      jsonWriter(),
      { kind: 'gap', where: 'before' },
      { kind: 'day', at },
      line({ body: EVIL }, [{}], 'media/1.jpg'),
      { kind: 'gap', where: 'within' },
      line({ retracted: true, body: '' }),
    )
    const { messages, ...facts } = JSON.parse(written) as { messages: object[] }
    expect(facts).toEqual({
      format: 'kith-conversation',
      version: 1,
      account: me,
      with: ada,
      name: EVIL,
      exportedAt: '2026-06-01T12:30:00.000Z',
    })
    expect(messages).toMatchObject([
      { missing: 'older messages' },
      { id: 'one', from: ada, text: EVIL, files: [{ path: 'media/1.jpg', url: 'https://x.example/1.jpg' }] },
      { missing: 'messages between' },
      { deleted: true },
    ])
    expect(JSON.parse(write(jsonWriter()))).toMatchObject({ messages: [] })
  })
})
