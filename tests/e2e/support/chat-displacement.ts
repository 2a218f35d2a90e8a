import type { Outcome, Row } from './steady-watch.ts'

/** What happens around somebody who reads further up in a conversation, one at a time and at random. */
export const CHAT_KINDS = [
  'new message',
  'history',
  'missed',
  'correction',
  'own correction',
  'reaction',
  'retraction',
  'picture',
  'font size',
] as const
export type ChatKind = (typeof CHAT_KINDS)[number]

export interface ChatDisplacement {
  /** Does one of these; undefined where there is nothing to do it to. */
  step: (kind: ChatKind) => Promise<Outcome | undefined>
  /** Looks on until `end` while something is done from outside. */
  begin: () => Promise<void>
  end: (kind: string, width: number, height: number) => Promise<Outcome>
  /** The reader goes on. */
  scroll: () => Promise<void>
}

declare global {
  interface Window {
    chatDisplacement: ChatDisplacement
  }
}

interface World {
  me: string
  other: string
  pictures: string
  messages: number
}

/** Runs in the page, self-contained, after `installWatch`. The conversation is open and goes on for a long way up and down. */
export async function installChatDisplacement({ me, other, pictures, messages }: World): Promise<void> {
  const { random, below, oneOf, words, table, rows, topOf, watched, drawnAbove, pressable } = window.steadyWatch
  const { begin, watchFrom, until, outcome, find } = window.steadyWatch
  const START = 1_600_000_000_000
  const MINUTE = 60_000
  let made = 0
  let newest = START + messages * MINUTE
  let oldest = START
  const orders = new Map<string, number>()
  const makeMessage = (order: number): Row => {
    made += 1
    const key = `d${made}`
    const isMine = below(3) === 0
    const shape = below(10)
    orders.set(key, order)
    const picture = {
      url: `${pictures}/${made}.png`,
      mediaType: 'image/png',
      title: 'hill.png',
      bytes: null,
      width: null,
      height: null,
      alt: 'A hill',
    }
    return {
      key,
      conversation: other,
      direction: isMine ? 'out' : 'in',
      from: isMine ? me : other,
      body: `${key}: ${words(shape === 0 ? 300 : 2 + below(40))}`,
      ...(shape > 7 && { files: [picture] }),
      order,
      sentAt: order,
      state: isMine ? 'delivered' : 'received',
      failure: null,
      originId: key,
      archiveId: null,
      aliases: [`${other}\n${other}\n${key}`],
      wantsReceipt: false,
      markable: false,
    }
  }
  const store = async (all: readonly Row[]): Promise<void> => {
    for (let start = 0; start < all.length; start += 40) await table('messages').bulkPut(all.slice(start, start + 40))
  }
  const noteEnd = (): Promise<unknown> => table('conversations').update(other, { lastOrder: newest, lastAt: newest })
  await store(Array.from({ length: messages }, (_, index) => makeMessage(START + index * MINUTE)))
  await table('conversations').bulkPut([
    {
      jid: other,
      kind: 'person',
      lastOrder: newest,
      lastAt: newest,
      preview: '…',
      previewDirection: 'in',
      previewState: 'received',
      unread: 0,
      readOrder: newest,
      historyComplete: true,
      archived: 0,
      pinned: 0,
      mine: true,
    },
  ])

  const log = (): HTMLElement => {
    const element = document.querySelector<HTMLElement>('[role=log]')
    if (!element) throw new Error('no conversation is open')
    return element
  }
  const keyOf = (row: HTMLElement): string => row.dataset['message'] ?? ''
  const isDrawn = (row: HTMLElement, mark: string): boolean => !row.isConnected || row.textContent.includes(mark)
  /** With the text of a row to change. */
  const changed = async (kind: ChatKind, row: HTMLElement | undefined): Promise<Outcome | undefined> => {
    const message = row && (await table('messages').get(keyOf(row)))
    if (!row || !message || message['retracted']) return undefined
    const mark = `Edit ${(made += 1)}`
    const body = `${mark} ${words(below(400))}`
    const said = { body, at: newest }
    await table('messages').update(message.key, { body, versions: [{ body: message['body'], at: message['sentAt'] }, said] })
    await until('other words', () => isDrawn(row, mark))
    return outcome(kind)
  }
  const steps: Record<ChatKind, () => Promise<Outcome | undefined>> = {
    'new message': async () => {
      newest += MINUTE
      await store([makeMessage(newest)])
      await noteEnd()
      await until('a new message', () => true)
      return outcome('new message')
    },
    history: async () => {
      const count = 5 + below(60)
      oldest -= (count + 1) * MINUTE
      await store(Array.from({ length: count }, (_, index) => makeMessage(oldest + index * MINUTE)))
      await until('history', () => true)
      return outcome('history')
    },
    // A page of an absence that goes in above what is read.
    missed: async () => {
      const before = rows()[Math.max(0, drawnAbove().length - 1 - below(5))]
      const order = before && orders.get(keyOf(before))
      if (!before || order === undefined || drawnAbove().length === 0) return undefined
      const room = Math.min(...[...orders.values()].filter(each => each > order)) - order
      // Places between two are used up at some time.
      if (room < 1) return undefined
      const count = 1 + below(8)
      const all = Array.from({ length: count }, (_, index) => makeMessage(order + (room * (index + 1)) / (count + 1)))
      await store(all)
      const isThere = (): boolean => all.some(({ key }) => find(key)) || !before.isConnected
      await until('what was missed', isThere)
      return outcome('missed')
    },
    correction: () => changed('correction', oneOf(drawnAbove())),
    'own correction': () => changed('own correction', find(watched())),
    reaction: async () => {
      const row = oneOf(rows())
      const message = row && (await table('messages').get(keyOf(row)))
      if (!row || !message || message['retracted']) return undefined
      const feels = message['reactions'] === undefined
      const reactions = feels ? [{ from: other, emojis: ['🐝'], at: newest }] : undefined
      await table('messages').update(message.key, { reactions })
      await until('a reaction', () => !row.isConnected || row.textContent.includes('🐝') === feels)
      return outcome('reaction')
    },
    retraction: async () => {
      const row = oneOf(drawnAbove())
      const message = row && (await table('messages').get(keyOf(row)))
      if (!row || !message || message['retracted']) return undefined
      await table('messages').update(message.key, { retracted: true, body: '', files: undefined, reactions: undefined })
      await until('a retraction', () => isDrawn(row, 'deleted'))
      return outcome('retraction')
    },
    picture: async () => {
      const button = oneOf(pressable('Show picture'))
      const row = button?.closest<HTMLElement>('article')
      if (!button || !row) return undefined
      const { top, bottom } = button.getBoundingClientRect()
      if (top >= 0 && bottom <= innerHeight) {
        watchFrom(row, true)
        button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      }
      button.click()
      const isThere = (): boolean => {
        const image = row.querySelector<HTMLImageElement>('img[alt="A hill"]')
        return !row.isConnected || (image !== null && (image.naturalWidth > 0 || Math.abs(topOf(image)) > 900))
      }
      await until('a picture', isThere)
      return outcome('picture')
    },
    'font size': async () => {
      const sizes = ['14px', '16px', '20px', '26px']
      const size = oneOf(sizes.filter(each => each !== document.documentElement.style.fontSize)) ?? ''
      document.documentElement.style.fontSize = size
      await until('the font', () => getComputedStyle(document.documentElement).fontSize === size)
      return outcome('font size')
    },
  }
  window.chatDisplacement = {
    step: async kind => {
      await begin()
      return steps[kind]()
    },
    begin,
    end: async (kind, width, height) => {
      await until('the window', () => innerWidth === width && innerHeight === height)
      return outcome(kind)
    },
    scroll: async () => {
      await begin()
      const element = log()
      const rest = element.scrollHeight - element.clientHeight - element.scrollTop
      // So far from the end that small letters in place of large ones leave enough below what is read to keep it where it is.
      const way = rest < 6000 ? -1 : element.scrollTop < 3000 ? 1 : random() < 0.5 ? 1 : -1
      const before = element.scrollTop
      element.dispatchEvent(new WheelEvent('wheel', { bubbles: true }))
      // What happens on the way there is not held: the reader moves.
      const isStill = new Promise(resolve => element.addEventListener('scrollend', resolve, { once: true }))
      element.scrollBy(0, way * (200 + below(1500)))
      const isThere = (): boolean => rows().some(row => topOf(row) < innerHeight && row.getBoundingClientRect().bottom > 0)
      await until('what is scrolled to', () => element.scrollTop !== before && isThere())
      await isStill
    },
  }
}
