/** What somebody does, where that is what a message says (XEP-0245); undefined for most. */
export function deedOf(body: string): string | undefined {
  return /^\/me (.*)$/su.exec(body)?.[1]
}

/** The words of a message where they stand alone: who does something is part of them. */
export function withActor(body: string, actor: string): string {
  const deed = deedOf(body)
  return deed === undefined ? body : `${actor} ${deed}`
}
