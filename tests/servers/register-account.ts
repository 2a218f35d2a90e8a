import { WebSocket } from 'ws'
import { frameText } from '../support/frame-text.ts'

const escape = (text: string): string => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

/** XEP-0077 before login: open, ask, done. */
export async function registerAccount(websocketUrl: string, domain: string, local: string, password: string): Promise<void> {
  const socket = new WebSocket(websocketUrl, ['xmpp'], { allowSynchronousEvents: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${domain}' version='1.0'/>`))
    socket.on('message', data => {
      const frame = frameText(data)
      if (frame.includes('features')) {
        socket.send(
          `<iq xmlns='jabber:client' type='set' id='register' to='${domain}'><query xmlns='jabber:iq:register'>` +
            `<username>${escape(local)}</username><password>${escape(password)}</password></query></iq>`,
        )
      } else if (/<iq[^>]*type=['"]result['"]/.test(frame)) resolve()
      else if (frame.includes('<iq') || frame.includes('error')) reject(new Error(`could not register ${local}: ${frame}`))
    })
  }).finally(() => socket.terminate())
}
