import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { parsePubsubEvent } from './xep0060-event.ts'
import { parseConfiguration } from './xep0060-owner.ts'
import { buildItemsQuery, buildRetract, parseItems } from './xep0060-pubsub.ts'

const event = (inner: string) =>
  parsePubsubEvent(readElement(`<message><event xmlns='http://jabber.org/protocol/pubsub#event'>${inner}</event></message>`))

test('a full publisher is known by its bare address, an item without id is left out', () => {
  const read = event(
    "<items node='n'><item id='a' publisher='Me@Example.org/x'><e xmlns='u'/></item><item><e xmlns='u'/></item><retract id='r'/></items>",
  )
  expect(read).toMatchObject({ kind: 'items', node: 'n', items: [{ id: 'a', publisher: 'me@example.org' }], retracted: ['r'] })
})

test.each([
  ["<purge node='n'/>", { kind: 'purge', node: 'n' }],
  ["<delete node='n'/>", { kind: 'delete', node: 'n' }],
  ["<configuration node='n'/>", { kind: 'configuration', node: 'n' }],
])('%s is read', (inner, expected) => expect(event(inner)).toMatchObject(expected))

test.each(['', '<items/>', "<surprise node='n'/>"])('%j says nothing', inner => expect(event(inner)).toBeUndefined())

test('paging goes along with max_items, since Prosody ignores the former', () => {
  expect(buildItemsQuery({ node: 'n', maxItems: 20, page: { max: 20, before: '' } }).toString()).toBe(
    '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="n" max_items="20"/><set xmlns="http://jabber.org/protocol/rsm"><max>20</max><before/></set></pubsub>',
  )
})

test('a retraction always tells', () => expect(buildRetract('n', 'i').toString()).toContain('notify="true"'))

test('a form tells the largest max_items, and what can be chosen', () => {
  const form = `<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='n'><x xmlns='jabber:x:data' type='form'>
    <field var='pubsub#max_items'><validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:integer'><range min='1' max='256'/></validate><value>20</value></field>
    <field var='pubsub#access_model' type='list-single'><value>open</value><option><value>open</value></option><option><value>roster</value></option></field>
    <field var='pubsub#roster_groups_allowed' type='list-multi'><value>family</value><value>work</value></field></x></configure></pubsub>`
  expect(parseConfiguration(readElement(form))).toEqual({
    options: { max_items: '20', access_model: 'open', roster_groups_allowed: 'family' },
    lists: { roster_groups_allowed: ['family', 'work'] },
    choices: { access_model: ['open', 'roster'] },
    mostItems: 256,
  })
})

test('another answer is no list of items', () => expect(parseItems(readElement("<query xmlns='u'/>"))).toBeUndefined())

const corpus = '../shared/corpora/xep-examples.json'

test.runIf(existsSync(corpus))('no example of any XEP makes the event reader throw (needs ../shared/corpora)', () => {
  const { cases } = JSON.parse(readFileSync(corpus, 'utf8')) as { cases: { xml: string }[] }
  let events = 0
  for (const { xml } of cases) {
    try {
      const element = readElement(xml.replaceAll(/<!--.*?-->/gs, ''))
      if (parsePubsubEvent(element)) events += 1
    } catch (error) {
      expect(error).toHaveProperty('name', expect.stringMatching(/XmlFault|Error/))
      expect(String(error)).not.toContain('TypeError')
    }
  }
  expect(events).toBeGreaterThan(15)
})
