import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { frameText } from '../support/frame-text.ts'

let echo: WebSocketServer
let proxy: FrameProxy

beforeEach(async () => {
  echo = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>(resolve => echo.once('listening', resolve))
  echo.on('connection', socket => socket.on('message', data => socket.send(`echo ${frameText(data)}`)))
  proxy = await startFrameProxy(`ws://127.0.0.1:${(echo.address() as AddressInfo).port}/`)
})
afterEach(async () => {
  await proxy.stop()
  await new Promise(resolve => echo.close(resolve))
})

async function connect(): Promise<{ socket: WebSocket; seen: string[]; closed: Promise<number> }> {
  const socket = new WebSocket(proxy.url, ['xmpp'])
  const seen: string[] = []
  socket.on('message', data => seen.push(frameText(data)))
  socket.on('error', () => undefined)
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return { socket, seen, closed }
}

test('frames pass in order, also behind a delayed one', async () => {
  proxy.decide = frame => (frame.text === 'slow' ? { delayMs: 30 } : 'pass')
  const { socket, seen } = await connect()
  for (const text of ['slow', 'a', 'b']) socket.send(text)
  await vi.waitFor(() => expect(seen).toEqual(['echo slow', 'echo a', 'echo b']))
})

test('a cut at the second frame up is a reset for the client, and the frame never arrives', async () => {
  const arrived: string[] = []
  echo.on('connection', socket => socket.on('message', data => arrived.push(frameText(data))))
  proxy.decide = frame => (frame.direction === 'up' && frame.index === 2 ? 'cut' : 'pass')
  const { socket, seen, closed } = await connect()
  socket.send('one')
  socket.send('two')
  expect(await closed).toBe(1006)
  expect([arrived, seen.length <= 1]).toEqual([['one'], true])
})

test('a half-open link swallows everything and closes nothing', async () => {
  const { socket, seen } = await connect()
  proxy.decide = () => 'half-open'
  socket.send('lost')
  proxy.decide = () => 'pass'
  socket.send('lost too')
  await new Promise(resolve => socket.ping('', false, () => resolve(undefined)))
  expect([seen, socket.readyState]).toEqual([[], WebSocket.OPEN])
})

test('while refusing, nobody gets in; afterwards they do', async () => {
  proxy.refuse(true)
  const refused = await connect().then(
    ({ closed }) => closed,
    () => 1006,
  )
  expect(refused).toBe(1006)
  proxy.refuse(false)
  const { socket, seen } = await connect()
  socket.send('in')
  await vi.waitFor(() => expect(seen).toEqual(['echo in']))
})
