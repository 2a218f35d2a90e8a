import { type SaslAnswer, buildAuth, buildSaslAbort, buildSaslResponse, parseSaslAnswer } from '#protocol/rfc6120-sasl.ts'
import {
  type Sasl2Answer,
  type Sasl2Success,
  type UserAgent,
  buildAuthenticate,
  buildSasl2Abort,
  buildSasl2Response,
  parseSasl2Answer,
} from '#protocol/xep0388-sasl2.ts'
import type { Element } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import type { SaslMechanism } from './sasl-mechanism.ts'
import { STREAM_TIMEOUT_MS, type Stream } from './stream.ts'

/** The server refuses the credentials or the way they are offered (RFC 6120 §6.5). */
export class SaslFailure extends Error {
  readonly condition: string

  constructor(condition: string, text: string) {
    super(text || condition)
    this.name = 'SaslFailure'
    this.condition = condition
  }
}

interface Dialect<Answer> {
  parse(element: Element): Answer | undefined
  respond(data: string): Element
  abort(): Element
}

const SASL: Dialect<SaslAnswer> = { parse: parseSaslAnswer, respond: buildSaslResponse, abort: buildSaslAbort }
const SASL2: Dialect<Sasl2Answer> = { parse: parseSasl2Answer, respond: buildSasl2Response, abort: buildSasl2Abort }

/** SCRAM needs one challenge, or two where the signature comes as one. */
const MAX_ROUNDS = 4

async function exchange<Answer extends SaslAnswer | Sasl2Answer>(
  stream: Stream,
  dialect: Dialect<Answer>,
  mechanism: SaslMechanism,
): Promise<Extract<Answer, { kind: 'success' }>> {
  for (let round = 0; round < MAX_ROUNDS;) {
    const answer = dialect.parse(await stream.next(STREAM_TIMEOUT_MS))
    // XEP-0388 §2.4: nothing else is sent meanwhile; what comes all the same is nobody's yet and is dropped.
    if (!answer) continue
    round += 1
    if (answer.kind === 'failure') throw new SaslFailure(answer.condition, answer.text)
    if (answer.kind === 'continue') {
      stream.write(dialect.abort())
      throw new KithError('unsupported', 'The server wants a second factor', { condition: 'no-safe-mechanism' })
    }
    if (answer.kind === 'challenge') {
      const response = await mechanism.respond(answer.data ?? '').catch((error: unknown) => {
        stream.write(dialect.abort())
        throw error
      })
      stream.write(dialect.respond(response))
      continue
    }
    await mechanism.finish(answer.data)
    return answer as Extract<Answer, { kind: 'success' }>
  }
  throw new KithError('auth', 'The sign-in does not come to an end', { condition: 'server-error' })
}

/** @throws SaslFailure, StaleScramKeys, KithError */
export async function authenticate(stream: Stream, mechanism: SaslMechanism): Promise<void> {
  stream.write(buildAuth(mechanism.name, await mechanism.initial()))
  await exchange(stream, SASL, mechanism)
}

/** @throws SaslFailure, StaleScramKeys, KithError */
export async function authenticate2(
  stream: Stream,
  mechanism: SaslMechanism,
  agent: UserAgent,
  inline: readonly Element[],
): Promise<Sasl2Success> {
  stream.write(buildAuthenticate(mechanism.name, await mechanism.initial(), agent, inline))
  return exchange(stream, SASL2, mechanism)
}
