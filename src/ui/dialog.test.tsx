import { act, fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { toast, Toasts } from './toast.tsx'

function Example() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Rename">
        <input aria-label="Name" />
      </Dialog>
      <Toasts />
    </>
  )
}

test('a dialog is named by its title, closes by its button, and is gone then', async () => {
  draw(<Example />)
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  const dialog = screen.getByRole('dialog', { name: 'Rename' })
  expect(dialog).toHaveAttribute('open')
  expect(await axeViolations(dialog)).toEqual([])
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('a click beside the dialog closes it, one inside does not', async () => {
  draw(<Example />)
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  await userEvent.click(screen.getByRole('textbox', { name: 'Name' }))
  expect(screen.getByRole('dialog')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('dialog'))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('a toast told while a dialog is open is inside of it, where it can be used, and outside again after', async () => {
  draw(<Example />)
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  act(() => void toast('Saved'))
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText('Saved')).toBeInTheDocument()
  await userEvent.click(within(dialog).getAllByRole('button', { name: 'Close' })[0] as HTMLElement)
  expect(screen.getByText('Saved')).toBeInTheDocument()
})

test('a form in a dialog that was opened from within another form sends that one only; a closed file window closes nothing', async () => {
  const [outer, inner, onClose] = [vi.fn(), vi.fn(), vi.fn()]
  const handled = (submit: () => void) => (event: { preventDefault: () => void }) => {
    event.preventDefault()
    submit()
  }
  draw(
    <form onSubmit={handled(outer)}>
      <Dialog open onClose={onClose} title="Pack">
        <form onSubmit={handled(inner)}>
          <input type="file" aria-label="Pictures" />
          <button type="submit">Save</button>
        </form>
      </Dialog>
    </form>,
  )
  fireEvent.submit(screen.getByRole('button', { name: 'Save' }).closest('form') as HTMLElement)
  expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 0])
  fireEvent(screen.getByLabelText('Pictures'), new Event('cancel', { bubbles: true }))
  expect(onClose).not.toHaveBeenCalled()
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }))
  expect(onClose).toHaveBeenCalledTimes(1)
})
