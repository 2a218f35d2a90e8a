import { aliasOfSender } from '../../src/model/message-alias.ts'
import type { Message } from '../../src/model/message.ts'
import type { BareJid } from '../../src/shared/jid.ts'

const noon = new Date(2026, 5, 1, 12).getTime()

/** Makes messages of a conversation as the archive has them, by the minute: their keys are `m0`, `m1`, …, their names `id-0`, … */
export function talkBetween(me: BareJid, them: BareJid): (minute: number, body: string, mine: boolean, more?: Partial<Message>) => Message {
  return (minute, body, mine, more = {}) => {
    const from = mine ? me : them
    return {
      key: `m${minute}`,
      conversation: them,
      direction: mine ? 'out' : 'in',
      from,
      body,
      order: noon + minute * 60_000,
      sentAt: noon + minute * 60_000,
      state: mine ? 'sent' : 'received',
      failure: null,
      originId: `id-${minute}`,
      archiveId: `archive-${minute}`,
      aliases: [aliasOfSender(them, from, `id-${minute}`)],
      wantsReceipt: false,
      markable: true,
      ...more,
    }
  }
}
