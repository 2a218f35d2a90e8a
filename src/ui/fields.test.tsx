import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { Checkbox } from './checkbox.tsx'
import { Select } from './select.tsx'
import { TextArea } from './text-area.tsx'
import { TextField } from './text-field.tsx'

test('a field is named by its label and described by its hint, and by its error once it has one', async () => {
  const { rerender } = draw(<TextField label="Address" hint="Like anna@example.org" />)
  expect(screen.getByRole('textbox', { name: 'Address' })).toHaveAccessibleDescription('Like anna@example.org')
  rerender(<TextField label="Address" hint="Like anna@example.org" error="Type the whole address" />)
  const field = screen.getByRole('textbox', { name: 'Address' })
  expect(field).toBeInvalid()
  expect(field).toHaveAccessibleDescription('Type the whole address')
  expect(await axeViolations()).toEqual([])
})

test('a hidden label still names the field', async () => {
  draw(<TextArea label="Message" hideLabel grow />)
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'hello')
  expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('hello')
})

test('the owner of a growing text area still gets hold of it', () => {
  let area: HTMLTextAreaElement | null = null
  draw(
    <TextArea
      label="Message"
      grow
      ref={element => {
        area = element
      }}
    />,
  )
  expect(area).toBe(screen.getByRole('textbox'))
})

test('text from people says its direction itself', () => {
  draw(<TextArea label="Message" />)
  expect(screen.getByRole('textbox')).toHaveAttribute('dir', 'auto')
})

test('a click on the label of a checkbox changes it; its hint describes it', async () => {
  draw(<Checkbox label="Stay signed in" hint="Not on a shared device" defaultChecked />)
  const box = screen.getByRole('checkbox', { name: 'Stay signed in' })
  expect(box).toHaveAccessibleDescription('Not on a shared device')
  await userEvent.click(screen.getByText('Stay signed in'))
  expect(box).not.toBeChecked()
})

test('a select gives the value that was chosen', async () => {
  function Themes() {
    const [theme, setTheme] = useState<'light' | 'dark'>('light')
    return (
      <Select
        label="Theme"
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    )
  }
  draw(<Themes />)
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Theme' }), 'Dark')
  expect(screen.getByRole('combobox', { name: 'Theme' })).toHaveValue('dark')
})
