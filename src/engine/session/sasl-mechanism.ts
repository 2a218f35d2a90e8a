/** One run of a SASL mechanism. Data is base64 both ways. */
export interface SaslMechanism {
  readonly name: string
  initial(): Promise<string>
  /** @throws KithError `server-not-authentic` or `server-error` for a challenge that no honest server sends */
  respond(challenge: string): Promise<string>
  /**
   * The server says that we are in; here it has to show that it knows the secret too.
   * @param data that came with the success, null for none
   * @throws KithError `server-not-authentic`
   */
  finish(data: string | null): Promise<void>
}
