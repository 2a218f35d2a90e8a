/** The same work with nothing of Kith in it: the browser's own WebSocket, parser and database, and no page to draw. */
export interface RawSession {
  /** Resolves with the parsed answers to a request: whatever came before the iq that ends it, and that iq. */
  ask(iq: string): Promise<Element[]>
  /** Resolves with the moment (epoch ms) at which a message with this text was parsed. */
  hear(text: string): Promise<number>
}

export interface Raw {
  /** Signs in with PLAIN, binds, asks for the roster and is present. */
  signIn(credentials: { url: string; jid: string; password: string }): Promise<RawSession>
  /** The whole archive in pages of 100 from the newest, each parsed; how long each took, in ms. */
  archive(session: RawSession): Promise<number[]>
  /** All items of a node in one answer. */
  items(session: RawSession, service: string, node: string): Promise<number>
  /** Writes rows into a new database in one transaction. */
  write(rows: number): Promise<void>
}

declare global {
  interface Window {
    kithRaw: Raw
  }
}

/** Runs in a blank page. Self-contained: it travels as text. */
export function installRaw(): void {
  // oxlint-disable-next-line kith/no-html-sink -- in a blank page; the browser's own parser is what a floor is made of
  const parse = (xml: string): Element => new DOMParser().parseFromString(xml, 'text/xml').documentElement
  const OPEN = 'urn:ietf:params:xml:ns:xmpp-framing'

  const connect = async (url: string, domain: string) => {
    const socket = new WebSocket(url, 'xmpp')
    const listeners = new Set<(element: Element) => void>()
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const element = parse(data)
      for (const listener of listeners) listener(element)
    })
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('no connection')))
    })
    const until = (isLast: (element: Element) => boolean): Promise<Element[]> =>
      new Promise(resolve => {
        const seen: Element[] = []
        const listener = (element: Element): void => {
          seen.push(element)
          if (!isLast(element)) return
          listeners.delete(listener)
          resolve(seen)
        }
        listeners.add(listener)
      })
    const begin = async (): Promise<void> => {
      const features = until(element => element.localName === 'features')
      socket.send(`<open xmlns='${OPEN}' to='${domain}' version='1.0'/>`)
      await features
    }
    return { socket, until, begin }
  }

  const signIn: Raw['signIn'] = async ({ url, jid, password }) => {
    const [local = '', domain = ''] = jid.split('@')
    const { socket, until, begin } = await connect(url, domain)
    await begin()
    const success = until(element => element.localName === 'success')
    socket.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${btoa(`\0${local}\0${password}`)}</auth>`)
    await success
    await begin()
    let count = 0
    const ask = (iq: string): Promise<Element[]> => {
      count += 1
      const id = `raw${count}`
      const answer = until(element => element.localName === 'iq' && element.getAttribute('id') === id)
      socket.send(iq.replace('<iq ', `<iq xmlns='jabber:client' id='${id}' `))
      return answer
    }
    await ask(`<iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`)
    await ask(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    socket.send(`<presence xmlns='jabber:client'/>`)
    return {
      ask,
      hear: async text => {
        await until(element => element.localName === 'message' && element.textContent.includes(text))
        return performance.timeOrigin + performance.now()
      },
    }
  }

  const archivePage = async (session: RawSession, before: string): Promise<{ first: string; complete: boolean }> => {
    const page = `<set xmlns='http://jabber.org/protocol/rsm'><max>100</max><before>${before}</before></set>`
    const answer = await session.ask(`<iq type='set'><query xmlns='urn:xmpp:mam:2' queryid='q'>${page}</query></iq>`)
    const fin = answer.at(-1)?.querySelector('fin')
    return { first: fin?.querySelector('first')?.textContent ?? '', complete: fin?.getAttribute('complete') === 'true' }
  }

  const openDatabase = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(`raw-${performance.now()}`, 1)
      opening.onupgradeneeded = () => {
        const store = opening.result.createObjectStore('messages', { keyPath: 'key' })
        store.createIndex('[conversation+order]', ['conversation', 'order'])
        store.createIndex('aliases', 'aliases', { multiEntry: true })
        store.createIndex('order', 'order')
      }
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(new Error('no database'))
    })

  window.kithRaw = {
    signIn,
    archive: async session => {
      const took: number[] = []
      for (let page = { first: '', complete: false }; !page.complete;) {
        const startedAt = performance.now()
        page = await archivePage(session, page.first)
        took.push(performance.now() - startedAt)
      }
      return took
    },
    items: async (session, service, node) => {
      const query = `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${node}' max_items='10000'/></pubsub>`
      const answer = await session.ask(`<iq type='get' to='${service}'>${query}</iq>`)
      return answer.at(-1)?.querySelectorAll('item').length ?? 0
    },
    write: async rows => {
      const db = await openDatabase()
      const transaction = db.transaction('messages', 'readwrite', { durability: 'relaxed' })
      const store = transaction.objectStore('messages')
      for (let index = 0; index < rows; index += 1) {
        const friend = `friend-${index % 20}@localhost`
        store.put({
          key: crypto.randomUUID(),
          conversation: friend,
          from: friend,
          direction: 'in',
          body: `Perfect measure, thank you (${index})`,
          order: 1_700_000_000_000 + index,
          sentAt: 1_700_000_000_000 + index,
          state: 'received',
          failure: null,
          originId: `talk-${index}`,
          archiveId: `talk-${index}-anna@localhost`,
          aliases: [`archive\nanna@localhost\ntalk-${index}-anna@localhost`, `sender\n${friend}\n${friend}\ntalk-${index}`],
          wantsReceipt: false,
          markable: false,
        })
      }
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve
        transaction.onerror = () => reject(new Error('not written'))
      })
      db.close()
    },
  }
}
