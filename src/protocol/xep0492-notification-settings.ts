/**
 * XEP-0492 Chat notification settings 0.2.0, and the form of 0.1.0 that others still read: when a chat rings, beside what else a bookmark
 * of it says (XEP-0402). Both are written side by side.
 */
import { type Element, attr, child, xml } from './xml.ts'

export type NotifySetting = 'always' | 'on-mention' | 'never'

const SETTINGS: readonly NotifySetting[] = ['always', 'on-mention', 'never']

interface Form {
  namespace: string
  /** The attributes that say for which clients a setting is, as they stand for this one, the most specific set first. */
  ours: readonly Readonly<Record<string, string>>[]
}

/** The client's identity in service discovery, or in the older form only its type. */
const FORMS: readonly Form[] = [
  {
    namespace: 'urn:xmpp:notification-settings:1',
    ours: [{ 'identity-category': 'client', 'identity-type': 'web' }, { 'identity-category': 'client' }, {}],
  },
  { namespace: 'urn:xmpp:notification-settings:0', ours: [{ 'client-type': 'web' }, {}] },
]

const ATTRIBUTES = ['identity-category', 'identity-type', 'client-type'] as const

function isFor(setting: Element, wanted: Readonly<Record<string, string>>): boolean {
  return ATTRIBUTES.every(name => attr(setting, name) === wanted[name])
}

function settingsOf(notify: Element | undefined, { namespace }: Form): Element[] {
  return notify?.getChildElements().filter(each => each.getNS() === namespace && SETTINGS.some(name => each.getName() === name)) ?? []
}

/**
 * When a chat rings on clients like this one; undefined where nothing is said of it, so that the kind of the chat decides (§4).
 * @param place what the settings stand in, as the `<extensions/>` of a bookmark
 */
export function parseNotifySetting(place: Element | undefined): NotifySetting | undefined {
  for (const form of FORMS) {
    const said = settingsOf(child(place, 'notify', form.namespace), form)
    // §4: the one that is most specific to us.
    const [ours] = form.ours.flatMap(wanted => said.filter(each => isFor(each, wanted)))
    if (ours) return ours.getName() as NotifySetting
  }
  return undefined
}

/**
 * The elements that take the place of those that `place` has, in both forms. What is said for other kinds of clients stays, and so does
 * what other clients keep in `<advanced/>` (§4).
 */
export function buildNotifySetting(place: Element | undefined, setting: NotifySetting): Element[] {
  return FORMS.map(form => {
    const before = child(place, 'notify', form.namespace)
    const said = settingsOf(before, form)
    const [own = {}, ...wider] = form.ours
    const kept = said.filter(each => !isFor(each, own) && !isFor(each, {}))
    // Where something wider than us is more specific than the fallback, only our own would be heard.
    const isOvershadowed = kept.some(each => wider.some(wanted => isFor(each, wanted)))
    const isOwn = isOvershadowed || advancedOf(said, own, form) !== undefined
    const fresh = [{}, ...(isOwn ? [own] : [])].map(wanted => xml(setting, wanted, advancedOf(said, wanted, form)))
    const others = before?.getChildElements().filter(each => !said.includes(each)) ?? []
    return xml('notify', { xmlns: form.namespace }, [...kept, ...others].map(copyOf), fresh)
  })
}

/** What another client keeps with a setting. */
function advancedOf(said: readonly Element[], wanted: Readonly<Record<string, string>>, { namespace }: Form): Element | undefined {
  const [found] = said.filter(each => isFor(each, wanted)).flatMap(each => child(each, 'advanced', namespace) ?? [])
  return found && copyOf(found)
}

/** An element stands in one place only. */
function copyOf(element: Element): Element {
  return xml(element.name, element.attrs, ...element.children.map(each => (typeof each === 'string' ? each : copyOf(each))))
}
