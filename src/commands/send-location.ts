import type { Location } from '#model/post.ts'
import { buildGeoUri } from '#shared/geo-uri.ts'
import type { AccountDb } from '#storage/schema.ts'
import { addMessage, type NewMessage } from './add-message.ts'

interface SentLocation extends Pick<NewMessage, 'me' | 'conversation' | 'now'> {
  place: Pick<Location, 'lat' | 'lon'>
}

/** Sends a place as a message of its own. What is being written there stays. @returns the message's key */
export async function sendLocation(db: AccountDb, { place, ...message }: SentLocation): Promise<string> {
  return await db.transaction('rw', [db.messages, db.conversations, db.outbox, db.settings, db.records], async () => {
    return await addMessage(db, { ...message, body: buildGeoUri(place) })
  })
}
