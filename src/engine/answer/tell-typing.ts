import type { Answer, Ask } from '#bridge/contract.ts'
import { randomId } from '#shared/ids.ts'
import { buildSignal } from '#protocol/rfc6121-message.ts'
import { buildChatState } from '#protocol/xep0085-chat-states.ts'
import { buildHint } from '#protocol/xep0334-hints.ts'
import { maySeeMe } from '#storage/contacts.ts'
import type { EngineContext } from '../context.ts'

/** Nobody waits for it, and a lost one is not worth a second try. Strangers would learn from it that somebody is here (XEP-0085 §6). */
export async function tellTyping(
  { db, session, note }: EngineContext,
  { conversation, typing }: Ask<'tell-typing'>,
): Promise<Answer<'tell-typing'>> {
  if (!(await maySeeMe(db, conversation))) return {}
  const state = buildChatState(typing ? 'composing' : 'paused')
  session.send(buildSignal(conversation, randomId(), state, buildHint('no-store'))).catch(() => note('typing not told'))
  return {}
}
