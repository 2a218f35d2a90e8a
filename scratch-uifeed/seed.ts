import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { BLOG_NODE } from '#model/post.ts'
const now = Date.now()
const min = 60_000
export function makePost(over: any): Post {
  const address = { service: over.service ?? over.author ?? 'ada@localhost', node: over.node ?? BLOG_NODE, itemId: over.itemId }
  const at = over.publishedAt ?? now
  return { ...address, key: postKeyOf(address), nodeKey: nodeKeyOf(address), author: 'ada@localhost', authorName: '', authorVerified: true, title: '', text: '', rich: null, html: null, publishedAt: at, updatedAt: at, edited: false, tags: [], enclosures: [], links: [], webUrl: null, comments: { service: address.service, node: `urn:xmpp:microblog:0:comments/${address.itemId}` }, inReplyTo: null, state: 'published', failure: null, before: null, likeCount: 0, commentCount: 0, myLike: null, inFeed: 1, feedKind: address.node === BLOG_NODE ? 'person' : 'community', sortAt: at, receivedAt: at, hash: 'x', ...over } as Post
}
const pic = (n: string, w: number, h: number, alt = '') => ({ url: `http://localhost:5233/scratch-uifeed/${n}.png`, mediaType: 'image/png', title: n, bytes: 20000, width: w, height: h, alt })
export async function seed(db: any, me: any) {
  await db.delete(); await db.open()
  const long = 'The greenhouse was quiet at six in the morning. '.repeat(30)
  const posts = [
    makePost({ itemId: 'q1', author: me, title: 'Written on the train', text: 'Written on the train', state: 'queued', publishedAt: now - min, comments: null }),
    makePost({ itemId: 'f1', author: me, title: 'To the astronomy club', text: 'A few notes on tonight’s sky, for whoever looks up.', node: 'astronomy', service: 'pubsub.localhost', state: 'failed', failure: { kind: 'forbidden', condition: 'forbidden', message: '' }, publishedAt: now - 4 * min }),
    makePost({ itemId: 'b1', author: 'bela@localhost', title: 'Morning light over the harbour. First swim of the year, and the water was colder than I told everybody it would be. #swimming', text: 'Morning light over the harbour. First swim of the year, and the water was colder than I told everybody it would be. #swimming', tags: ['swimming'], enclosures: [pic('a', 480, 320, 'Sunrise over a harbour')], likeCount: 12, commentCount: 3, myLike: 'm', publishedAt: now - 22 * min }),
    makePost({ itemId: 'c1', author: 'chidi@elsewhere.example', service: 'pubsub.localhost', node: 'gardening', title: 'How I stopped losing tomatoes to blight', text: long, rich: [
      { tag: 'p', attrs: {}, children: ['After three wet summers I changed ', { tag: 'strong', attrs: {}, children: ['everything'] }, '. Here is what worked, with a link to ', { tag: 'a', attrs: { href: 'https://example.org/blight' }, children: ['the long guide'] }, ' and ', { tag: 'a', attrs: { href: 'https://evil.example/' }, children: ['https://bank.example'] }, '.'] },
      { tag: 'ul', attrs: {}, children: ['Air between the plants', 'Mulch before the rain', 'No water on leaves'].map(x => ({ tag: 'li', attrs: {}, children: [x] })) },
      { tag: 'blockquote', attrs: {}, children: [{ tag: 'p', attrs: {}, children: ['Copper is not the answer. Patience is.'] }] },
      { tag: 'p', attrs: {}, children: [long] } ], tags: ['tomatoes', 'allotment'], enclosures: [{ ...pic('b', 320, 420, 'Tomato plants in rows'), url: 'https://pictures.elsewhere.example/b.png' }], likeCount: 4, commentCount: 1, publishedAt: now - 3 * 60 * min, edited: true }),
    makePost({ itemId: 'd1', author: 'dilnoza@localhost', title: 'Three pictures from the workshop', text: 'We finally glazed the blue ones. The kiln opens on Thursday; come by if you are near.', enclosures: [pic('a', 480, 320, 'Kiln'), pic('b', 320, 420, 'Shelf'), pic('c', 300, 300, 'Bowl')], likeCount: 31, commentCount: 8, publishedAt: now - 26 * 60 * min }),
    makePost({ itemId: 'e1', author: 'layla@localhost', title: 'قصيدة قصيرة عن المطر', text: 'المطر لا يسأل أحدًا عن اسمه، ينزل على الجميع. #شعر https://example.org/rain', tags: ['شعر'], publishedAt: now - 30 * 60 * min, likeCount: 2 }),
    makePost({ itemId: 'g1', author: null, authorName: 'Somebody', authorVerified: false, service: 'pubsub.localhost', node: 'astronomy', title: 'Perseids tonight', text: 'Clear sky after midnight, look north-east. More at https://example.org/perseids and xmpp:pubsub.localhost?;node=astronomy', links: [{ url: 'https://example.org/perseids', title: 'Perseids 2026: when and where', description: 'Times for northern Europe, with a chart of the radiant.' }], publishedAt: now - 50 * 60 * min }),
    ...Array.from({ length: 60 }, (_, i) => makePost({ itemId: `z${i}`, author: ['bela@localhost', 'chidi@elsewhere.example', 'dilnoza@localhost'][i % 3], service: i % 2 ? 'pubsub.localhost' : undefined, ...(i % 2 ? { node: 'gardening' } : {}), title: `Note number ${i}`, text: 'A plain note. '.repeat(3 + (i * 7) % 40), publishedAt: now - (60 + i) * 60 * min })),
  ]
  await db.posts.bulkPut(posts)
  const node = (service: any, n: string, over: any) => ({ service, node: n, key: nodeKeyOf({ service, node: n }), kind: n === BLOG_NODE ? 'person' : 'community', title: '', description: '', followed: 1, followState: 'settled', accessModel: 'open', canPublish: 'yes', subscribers: null, itemCount: null, avatarUrl: null, paging: 'no', olderCursor: null, reachedEnd: true, caughtUpAt: now, health: 'ok', ...over })
  await db.nodes.bulkPut([
    node('pubsub.localhost', 'gardening', { title: 'Gardening', description: 'Allotments, balconies and one very large pumpkin. Everybody who grows something is welcome.', subscribers: 48, itemCount: 31, avatarUrl: 'http://localhost:5233/scratch-uifeed/b.png' }),
    node('pubsub.localhost', 'astronomy', { title: 'Astronomy club', description: 'What is up tonight', subscribers: 17, itemCount: 12 }),
    node('pubsub.localhost', 'books', { title: 'Book circle', description: 'One book a month', followed: 0, subscribers: 9, itemCount: 5 }),
    node('pubsub.localhost', 'bicycles', { title: 'Bicycles', followed: 0, subscribers: 22, canPublish: 'no' }),
    node(me, BLOG_NODE, { followed: 0 }),
    node('bela@localhost', BLOG_NODE, {}), node('chidi@elsewhere.example', BLOG_NODE, { accessModel: 'presence' }), node('dilnoza@localhost', BLOG_NODE, {}), node('layla@localhost', BLOG_NODE, {}),
  ])
  await db.nodeGaps.add({ nodeKey: nodeKeyOf({ service: 'pubsub.localhost' as any, node: 'gardening' }), newerKey: posts[3]!.key, olderKey: null, sortAt: posts[3]!.sortAt - 1, cursor: null })
  await db.services.put({ jid: 'pubsub.localhost', name: 'Communities', mine: true })
  await db.contacts.bulkPut([['bela@localhost', 'Béla'], ['dilnoza@localhost', ''], ['layla@localhost', ''], ['chidi@elsewhere.example', '']].map(([jid, name]) => ({ jid, name, subscription: jid!.startsWith('chidi') ? 'from' : 'both', ask: false, groups: [] })))
  const profile = (jid: any, name: string, about = '') => ({ jid, name, about, avatarHash: null, avatarUrl: null, fetchedAt: now, state: 'found' })
  await db.profiles.bulkPut([profile(me, 'Ada Lindqvist', 'Writes on trains.'), profile('bela@localhost', 'Bela Kovács'), profile('chidi@elsewhere.example', 'Chidi Okafor'), profile('dilnoza@localhost', 'Dilnoza', 'Potter in Samarkand. Blue is a verb.\nWorkshop open on Thursdays.'), profile('layla@localhost', 'ليلى حدّاد')])
  const b1 = posts[2]!
  const comment = (id: string, author: string, text: string, over = {}) => ({ key: postKeyOf({ ...b1.comments!, itemId: id }), postKey: b1.key, itemId: id, author, authorName: '', authorVerified: true, text, publishedAt: now - 10 * min, state: 'published', failure: null, hash: 'x', ...over })
  await db.comments.bulkPut([comment('1', 'chidi@elsewhere.example', 'You told me it was warm!'), comment('2', 'layla@localhost', 'صورة جميلة 🌅'), comment('3', me, 'Next week I am in. Where do we meet? https://example.org/map', { state: 'queued' }), comment('4', me, 'And the towels?', { state: 'failed', failure: { kind: 'too-large', condition: null, message: '' }, publishedAt: now })])
  await db.likes.bulkPut([me, 'chidi@elsewhere.example', 'layla@localhost', 'dilnoza@localhost'].map((jid, i) => ({ postKey: b1.key, jid, itemId: `l${i}`, at: now - i })))
}
