import { type Element, Parser } from '@xmpp/xml'

/** One element from the text of a frame. */
export function parseFrame(text: string): Element {
  const parser = new Parser()
  let root: Element | undefined
  const on = parser.on.bind(parser) as unknown as (event: string, listener: (element: Element) => void) => void
  on('start', element => {
    root = element
  })
  on('element', element => root?.append(element))
  parser.write(text)
  if (!root) throw new Error(`not an element: ${text}`)
  return root
}

export function isStanza(element: Element): boolean {
  return ['iq', 'message', 'presence'].includes(element.name)
}
