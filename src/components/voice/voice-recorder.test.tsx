import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ConversationComposer } from '../conversation-composer.tsx'

const ada = jid('ada@elsewhere.example')
let account: TestAccount
const getUserMedia = vi.fn<() => Promise<MediaStream>>()

beforeEach(() => {
  account = testAccount()
  vi.stubGlobal('MediaRecorder', FakeRecorder)
  vi.stubGlobal('AudioContext', FakeContext)
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true })
  FakeRecorder.all = []
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:recording')
})
afterEach(async () => {
  cleanup()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'mediaDevices')
  await account.db.delete()
})

/** Says one word whenever it is stopped, after a while. */
class FakeRecorder extends EventTarget {
  static all: FakeRecorder[] = []
  static isTypeSupported = (type: string): boolean => type.includes('ogg')
  state = 'inactive'
  mimeType: string

  constructor(_stream: unknown, { mimeType }: { mimeType: string }) {
    super()
    this.mimeType = mimeType
    FakeRecorder.all.push(this)
  }

  start(): void {
    this.state = 'recording'
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2000)
  }

  stop(): void {
    this.state = 'inactive'
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['word'], { type: this.mimeType }) }))
    this.dispatchEvent(new Event('stop'))
  }
}

class FakeContext {
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined })
  createMediaStreamSource = () => ({ connect: () => undefined })
  close = async () => undefined
}

const stop = vi.fn()
const microphone = async (): Promise<MediaStream> => ({ getTracks: () => [{ stop }] }) as unknown as MediaStream
const open = () =>
  show(<ConversationComposer conversation={ada} onSent={() => undefined} onEditLast={() => undefined} isOver={false} />, account)
const begin = async () => userEvent.click(screen.getByRole('button', { name: 'Record a voice message' }))
const kept = () => account.db.uploads.where('owner').equals(`chat:${ada}`).toArray()

test.each([
  ['NotAllowedError', /may not use the microphone/],
  ['NotFoundError', /No microphone was found/],
  ['NotReadableError', /does not answer/],
])('%s is said in words; it can be tried again, and a file be chosen instead', async (name, words) => {
  getUserMedia.mockRejectedValueOnce(new DOMException('', name)).mockImplementation(microphone)
  open()
  await begin()
  expect(await screen.findByText(words)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('timer', { name: 'Recording' })).toBeVisible()
})

test('where nothing can be recorded a file is the way on', async () => {
  Reflect.deleteProperty(navigator, 'mediaDevices')
  open()
  await begin()
  expect(await screen.findByText(/This browser cannot record here/)).toBeVisible()
  const chosen = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined)
  await userEvent.click(screen.getByRole('button', { name: 'Choose a file instead' }))
  expect(chosen).toHaveBeenCalledOnce()
  expect(screen.queryByText(/This browser cannot record here/)).toBeNull()
})

test('whoever goes elsewhere while something is said finds it in the draft, as what it is, and the microphone is off', async () => {
  getUserMedia.mockImplementation(microphone)
  const { unmount } = open()
  await begin()
  await screen.findByRole('timer', { name: 'Recording' })
  stop.mockClear()
  unmount()
  await waitFor(async () => expect(await kept()).toHaveLength(1))
  expect(await kept()).toMatchObject([{ name: 'voice-message.ogg', mediaType: 'audio/ogg;codecs=opus', state: 'kept' }])
  expect(stop).toHaveBeenCalled()
})

test('what is sent at once goes as a message, with how long it is', async () => {
  getUserMedia.mockImplementation(microphone)
  open()
  await begin()
  await screen.findByRole('timer', { name: 'Recording' })
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3000)
  await userEvent.click(screen.getAllByRole('button', { name: 'Send' }).at(0) as HTMLElement)
  await waitFor(async () => expect(await account.db.messages.count()).toBe(1))
  const [message] = await account.db.messages.toArray()
  expect(message?.files).toMatchObject([{ title: 'voice-message.ogg', mediaType: 'audio/ogg;codecs=opus', bytes: 4 }])
  expect(message?.files?.[0]?.length).toBeGreaterThan(2000)
  expect(await kept()).toEqual([])
})

test('the microphone is taken away: what was said until then is kept', async () => {
  getUserMedia.mockImplementation(microphone)
  open()
  await begin()
  await screen.findByRole('timer', { name: 'Recording' })
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3000)
  FakeRecorder.all.at(-1)?.stop()
  await waitFor(async () => expect(await kept()).toHaveLength(1))
  await waitFor(() => expect(screen.queryByRole('timer')).toBeNull())
})
