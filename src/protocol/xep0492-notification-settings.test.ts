import { describe, expect, test } from 'vitest'
import { buildNotifySetting, type NotifySetting, parseNotifySetting } from './xep0492-notification-settings.ts'
import { type Child, type Element, xml } from './xml.ts'

const NEW = 'urn:xmpp:notification-settings:1'
const OLD = 'urn:xmpp:notification-settings:0'
const advanced = (): Element => xml('advanced', {}, xml('weather', { xmlns: 'custom:ns-2' }, 'raining'))

const notify = (xmlns: string, ...settings: Child[]): Element => xml('notify', { xmlns }, ...settings.map(each => each as Element))
const place = (...notifies: Element[]): Element => xml('extensions', { xmlns: 'urn:xmpp:bookmarks:1' }, ...notifies)
const identity = (category: string, type?: string) => ({ 'identity-category': category, 'identity-type': type })

describe('reading', () => {
  test.each<[string, Element, NotifySetting | undefined]>([
    ['nothing', place(), undefined],
    ['the simple one', place(notify(NEW, xml('never'))), 'never'],
    ['the older form', place(notify(OLD, xml('on-mention'))), 'on-mention'],
    ['the newer one of both', place(notify(OLD, xml('never')), notify(NEW, xml('always'))), 'always'],
    ['what is for clients', place(notify(NEW, xml('always'), xml('on-mention', identity('client')))), 'on-mention'],
    [
      'what is for web clients, whatever stands first',
      place(notify(NEW, xml('always'), xml('on-mention', identity('client')), xml('never', identity('client', 'web')))),
      'never',
    ],
    ['what is for others only', place(notify(NEW, xml('never', identity('client', 'pc')))), undefined],
    ['what is for web clients in the older form', place(notify(OLD, xml('always'), xml('never', { 'client-type': 'web' }))), 'never'],
    ['a name that is none', place(notify(NEW, xml('sometimes'))), undefined],
    ['a setting of a foreign namespace', place(notify(NEW, xml('never', { xmlns: 'other' }))), undefined],
  ])('%s', (_what, extensions, setting) => {
    expect(parseNotifySetting(extensions)).toBe(setting)
  })
})

describe('writing', () => {
  const written = (before: Element | undefined, setting: NotifySetting): string[] =>
    buildNotifySetting(before, setting).map(element => element.toString())

  test('says it in both forms, so that whoever knows only the older one follows', () => {
    expect(written(undefined, 'never')).toEqual([`<notify xmlns="${NEW}"><never/></notify>`, `<notify xmlns="${OLD}"><never/></notify>`])
  })

  test('keeps what is said for others, and says ours apart where "client" would be heard in its place', () => {
    const before = place(notify(NEW, xml('never', identity('client', 'pc')), xml('always', identity('client')), xml('on-mention')))
    const [now] = buildNotifySetting(before, 'never')
    expect(parseNotifySetting(place(now as Element))).toBe('never')
    expect(now?.getChildElements().map(each => [each.getName(), each.attrs])).toEqual([
      ['never', { 'identity-category': 'client', 'identity-type': 'pc' }],
      ['always', { 'identity-category': 'client' }],
      ['never', {}],
      ['never', { 'identity-category': 'client', 'identity-type': 'web' }],
    ])
    expect(before.toString()).toContain('on-mention')
  })

  test('keeps what other clients know of a setting, in the place of either form', () => {
    const before = place(notify(NEW, xml('always', {}, advanced())), notify(OLD, xml('always'), advanced()))
    const [now, older] = written(before, 'on-mention')
    expect(now).toBe(
      `<notify xmlns="${NEW}"><on-mention><advanced><weather xmlns="custom:ns-2">raining</weather></advanced></on-mention></notify>`,
    )
    expect(older).toBe(`<notify xmlns="${OLD}"><advanced><weather xmlns="custom:ns-2">raining</weather></advanced><on-mention/></notify>`)
  })

  test('written again it is the same, and no setting stands there twice', () => {
    const once = buildNotifySetting(place(notify(NEW, xml('always'), xml('never'))), 'never')
    expect(once[0]?.toString()).toBe(`<notify xmlns="${NEW}"><never/></notify>`)
    expect(buildNotifySetting(place(...once), 'never').map(String)).toEqual(once.map(String))
  })
})
