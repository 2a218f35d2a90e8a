import { EventEmitter } from '@xmpp/events'
import { NS_FRAMING } from '#protocol/rfc7395-framing.ts'
import { admitFrame } from './frame-gate.ts'
import { XmlFault } from './xml-fault.ts'

/** The gate as the parser of a connection. After one bad frame it says so and nothing more: the stream is over. */
export class FrameParser extends EventEmitter {
  fault: XmlFault | undefined

  write(data: unknown): void {
    if (this.fault) return
    try {
      const element = admitFrame(data)
      const isFraming = element.getNS() === NS_FRAMING
      if (isFraming && element.name === 'open') this.emit('start', element)
      else if (isFraming && element.name === 'close') this.emit('end', element)
      else this.emit('element', element)
    } catch (error) {
      if (!(error instanceof XmlFault)) throw error
      this.fault = error
      this.emit('error', error)
    }
  }
}
