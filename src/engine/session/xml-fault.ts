/** What a frame was refused for; `condition` is the stream error that says so (RFC 6120 §4.9.3). */
export type FaultCondition = 'not-well-formed' | 'restricted-xml' | 'policy-violation' | 'unsupported-stanza-type'

/** Thrown by the reader and the gate, caught where frames come in. It ends the connection, never the program. */
export class XmlFault extends Error {
  readonly condition: FaultCondition

  constructor(condition: FaultCondition, reason: string) {
    super(reason)
    this.name = 'XmlFault'
    this.condition = condition
  }
}
