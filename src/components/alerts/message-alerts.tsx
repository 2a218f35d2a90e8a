import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { quietUntil } from '#model/quiet-hours.ts'
import type { BareJid } from '#shared/jid.ts'
import { type Alerts, getAlerts, newestConversations } from '#storage/alerts.ts'
import { getContact } from '#storage/contacts.ts'
import { getProfile } from '#storage/people.ts'
import { quietHours } from '#storage/quiet-hours.ts'
import type { AccountDb } from '#storage/schema.ts'
import { type Text, useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '../account-context.tsx'
import { useDeployment } from '../deployment.ts'
import { messageWords } from '../file-words.ts'
import { goTo, type Place, placeOfChat } from '../places.ts'
import { useSession } from '../session-store.ts'
import { isAttentive } from '../use-attention.ts'
import { useLive } from '../use-live.ts'
import { createBell, type Heard } from './bell.ts'
import { chime } from './chime.ts'
import { useOnlyPage } from './page-lock.ts'
import { type Alert, type Close, showAlert } from './show-alert.ts'

/** What comes to more conversations than this at once is told in one. */
const MOST_AT_ONCE = 3
const MOST_CHARS = 200
/** What somebody goes on to write within this time calls nobody again. */
const ONE_CALL_MS = 10_000

/** Tells of new messages while nobody looks at them: one of all tabs does, and only what its reader asked for. */
export function MessageAlerts() {
  const db = useDb()
  const alerts = useLive(() => getAlerts(db), [db])
  const wants = alerts.state === 'data' && (alerts.data.desktop || alerts.data.sound) ? alerts.data : null
  useOpening(wants !== null)
  return wants && <OneTab alerts={wants} />
}

/** A notification that the service worker showed was pressed. */
function useOpening(isOn: boolean): void {
  useEffect(() => {
    const worker = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
    if (!isOn || !worker) return undefined
    const open = ({ data }: MessageEvent<unknown>): void => {
      const place = typeof data === 'object' && data !== null && 'open' in data ? data.open : null
      if (typeof place === 'string' && place.startsWith('#/chats')) goTo(place as Place)
    }
    worker.addEventListener('message', open)
    return () => worker.removeEventListener('message', open)
  }, [isOn])
}

function OneTab({ alerts }: { alerts: Alerts }) {
  const db = useDb()
  return useOnlyPage(`${db.name}:rings`) && <Ringing alerts={alerts} />
}

function Ringing({ alerts }: { alerts: Alerts }) {
  const db = useDb()
  const me = useMe()
  const text = useText()
  const app = useDeployment(store => store.name)
  const conversations = useLive(() => newestConversations(db), [db])
  const isLive = useSession(store => store.session.kind === 'online' && !store.session.catchingUp)
  const [bell] = useState(() => createBell({ db, me, isAttentive }))
  const shown = useRef(new Map<string, Close>())
  const calledAt = useRef(new Map<string, number>())
  const rows = conversations.state === 'data' ? conversations.data : undefined

  const tell = useEffectEvent(async (heard: readonly Heard[]) => {
    if (heard.length === 0 || quietUntil(await quietHours(db), Date.now()) !== null) return
    const now = Date.now()
    // What somebody goes on to write calls nobody again; so a flood is told once.
    const calling = new Set<string>(heard.filter(({ jid }) => now - (calledAt.current.get(jid) ?? 0) > ONE_CALL_MS).map(({ jid }) => jid))
    for (const jid of calling) calledAt.current.set(jid, now)
    if (alerts.sound && calling.size > 0) await chime()
    if (!alerts.desktop) return
    const many = heard.length > MOST_AT_ONCE
    const wanted = many ? [ofMany(text, app, heard)] : await Promise.all(heard.map(one => ofOne(text, app, db, one, alerts)))
    for (const alert of wanted) {
      const again = many ? calling.size > 0 : calling.has(alert.tag)
      shown.current.set(alert.tag, await showAlert({ ...alert, again }))
    }
  })
  useEffect(() => {
    if (!rows) return
    for (const { jid, unread } of rows) if (unread === 0) take(shown.current, jid)
    void bell.hear(isLive).then(
      heard => tell(heard),
      // A database that cannot be read says so in the lists; one that was closed belongs to an account that is gone.
      () => undefined,
    )
  }, [bell, rows, isLive])
  useEffect(() => {
    const all = shown.current
    return () => all.forEach((_, tag) => take(all, tag))
  }, [])
  return null
}

/** What was read needs no telling. */
function take(shown: Map<string, Close>, tag: string): void {
  shown.get(tag)?.()
  shown.delete(tag)
}

type Wanted = Omit<Alert, 'again'>

async function ofOne({ t }: Text, app: string, db: AccountDb, { jid, messages }: Heard, { content }: Alerts): Promise<Wanted> {
  const count = messages.length
  const newest = messages.at(-1)
  const name = await nameOf(db, jid)
  const words = newest ? messageWords(t, newest, name).slice(0, MOST_CHARS) : ''
  const said = count > 1 ? t('alerts.several', { count, words }) : words
  return {
    tag: jid,
    title: content === 'nothing' ? app : name,
    body: content === 'all' ? said : t('alerts.new', { count }),
    place: placeOfChat(jid),
  }
}

function ofMany({ t }: Text, app: string, heard: readonly Heard[]): Wanted {
  const count = heard.reduce((sum, { messages }) => sum + messages.length, 0)
  return { tag: 'chats', title: app, body: t('alerts.many', { count, chats: heard.length }), place: '#/chats' }
}

async function nameOf(db: AccountDb, jid: BareJid): Promise<string> {
  return (await getContact(db, jid))?.name || (await getProfile(db, jid))?.name || jid
}
