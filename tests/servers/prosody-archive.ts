import { escapeXml } from '../support/raw-stream.ts'
import { insertRows } from './prosody-database.ts'
import type { TestServer } from './test-server.ts'

/** A message that was said in the past. */
export interface PastMessage {
  /** Its id and origin-id; of one archive no two are the same. */
  id: string
  /** Bare addresses. */
  from: string
  to: string
  body: string
  /** Epoch ms; kept to the second, as Prosody does. */
  at: number
}

const INSERT = `INSERT INTO prosodyarchive ("host","user","store","type","key","when","with","value") VALUES (?,?,'archive','xml',?,?,?,?)`

/** Writes messages into the archives of those of their two sides that are named, oldest first. */
export function writeArchive(
  server: Pick<TestServer, 'dir' | 'domain'>,
  owners: ReadonlySet<string>,
  messages: readonly PastMessage[],
): void {
  const rows = messages.flatMap(({ id, from, to, body, at }) => {
    const stanza = `<message xmlns='jabber:client' from='${from}/demo' to='${to}' type='chat' id='${id}'><body>${escapeXml(body)}</body><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/></message>`
    const row = (owner: string, other: string): string[] => [
      server.domain,
      owner.split('@')[0] ?? '',
      `${id}-${owner}`,
      String(Math.floor(at / 1000)),
      other,
      stanza,
    ]
    return [...(owners.has(from) ? [row(from, to)] : []), ...(owners.has(to) ? [row(to, from)] : [])]
  })
  insertRows(server, INSERT, rows)
}
