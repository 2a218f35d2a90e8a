import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { ConversationComposer } from '../conversation-composer.tsx'
import { COLOURS } from './drawing-tools.tsx'
import { seenStrokes, type Stroke } from './strokes.ts'

const ada = jid('ada@elsewhere.example')
let account: TestAccount
/** Colours of the lines that are to be seen: white paper begins anew. */
let lines: string[]

beforeEach(() => {
  account = testAccount()
  lines = []
  const brush = {
    strokeStyle: '',
    fillRect: () => (lines = []),
    clearRect: () => (lines = []),
    drawImage: () => undefined,
    beginPath: () => undefined,
    moveTo: () => undefined,
    lineTo: () => undefined,
    quadraticCurveTo: () => undefined,
    stroke: () => lines.push(brush.strokeStyle),
  }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(brush as never)
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) => done(new Blob(['drawn'], { type: type ?? '' })))
  HTMLCanvasElement.prototype.setPointerCapture = () => undefined
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:picture')
  vi.stubGlobal('createImageBitmap', async () => ({ width: 400, height: 300, close: () => undefined }))
})
afterEach(async () => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await account.db.delete()
})

const open = () =>
  show(<ConversationComposer conversation={ada} onSent={() => undefined} onEditLast={() => undefined} isOver={false} />, account)
const uploads = () => account.db.uploads.where('owner').equals(`chat:${ada}`).toArray()

function draw(): void {
  const sheet = screen.getByRole('img', { name: 'What is drawn' })
  const at = (x: number) => ({ clientX: x, clientY: x, pointerId: 1, button: 0, isPrimary: true })
  fireEvent.pointerDown(sheet, at(10))
  fireEvent.pointerMove(sheet, at(20))
  fireEvent.pointerUp(sheet, at(20))
}

async function openPad(): Promise<HTMLElement> {
  await userEvent.click(screen.getByRole('button', { name: 'Add something else' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Drawing' }))
  return await screen.findByRole('dialog', { name: 'Drawing' })
}

test('lines in colours, taken back one by one or all at once, and that as well; what is left is a file of the message', async () => {
  open()
  const pad = within(await openPad())
  const add = pad.getByRole('button', { name: 'Add' })
  expect(add).toBeDisabled()
  draw()
  await userEvent.click(pad.getByRole('radio', { name: 'Blue' }))
  await userEvent.click(pad.getByRole('radio', { name: 'Thick' }))
  draw()
  await waitFor(() => expect(lines).toEqual([COLOURS.black, COLOURS.blue]))
  await userEvent.click(pad.getByRole('button', { name: 'Clear' }))
  await waitFor(() => expect(lines).toEqual([]))
  expect(add).toBeDisabled()
  await userEvent.click(pad.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(lines).toHaveLength(2))
  await userEvent.keyboard('{Control>}z{/Control}')
  await waitFor(() => expect(lines).toEqual([COLOURS.black]))
  await userEvent.click(add)
  expect(screen.queryByRole('dialog')).toBeNull()
  await waitFor(async () => expect(await uploads()).toMatchObject([{ name: 'drawing.png', mediaType: 'image/png', bytes: 5 }]))
  // The choices are outside of the form: none of that sent anything.
  expect(await account.db.messages.count()).toBe(0)
})

test('what was put away is there again on request', async () => {
  open()
  await openPad()
  draw()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByRole('dialog', { name: 'Drawing' })
  await waitFor(() => expect(lines).toEqual([COLOURS.black]))
})

test('drawn on a chosen picture, the new one stands in its place with what was said of it, until that is taken back', async () => {
  const upload = { owner: `chat:${ada}`, place: 0, mediaType: 'image/jpeg', bytes: 3, width: 4, height: 3, name: 'pier.jpg', alt: 'A pier' }
  const blob = new Blob(['old'], { type: 'image/jpeg' })
  await account.db.uploads.put({ ...upload, id: 'one', original: false, blob, light: null, left: null, state: 'prepared', url: null })
  open()
  await userEvent.click(await screen.findByRole('button', { name: 'Draw on pier.jpg' }))
  await screen.findByRole('dialog', { name: 'Draw on the picture' })
  draw()
  await userEvent.click(screen.getByRole('button', { name: 'Add' }))
  await waitFor(async () => expect(await uploads()).toMatchObject([{ name: 'pier.jpg', alt: 'A pier', bytes: 5, state: 'kept' }]))
  expect((await uploads())[0]?.id).not.toBe('one')
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await uploads()).toMatchObject([{ id: 'one', bytes: 3, state: 'prepared' }]))
})

test('what came before a clearing is not seen, and all of it once that is undone', () => {
  const stroke = (colour: string): Stroke => ({ colour, width: 1, points: [] })
  const deeds = [stroke('a'), 'clear', stroke('b')] as const
  expect(seenStrokes(deeds).map(({ colour }) => colour)).toEqual(['b'])
  expect(seenStrokes(deeds.slice(0, 1)).map(({ colour }) => colour)).toEqual(['a'])
})
