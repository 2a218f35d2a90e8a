import { expect, test } from 'vitest'
import { buildSubmission, formValue, parseForm } from './xep0004-data-forms.ts'
import { xml } from './xml.ts'

test('a submission is read back, its FORM_TYPE apart from its fields', () => {
  const form = parseForm(xml('query', {}, buildSubmission('urn:test', { title: 'a', groups: ['b', 'c'] })))
  expect(form).toMatchObject({ type: 'submit', formType: 'urn:test' })
  expect(form?.fields.map(field => [field.name, field.values])).toEqual([
    ['title', ['a']],
    ['groups', ['b', 'c']],
  ])
  expect(formValue(form, 'title')).toBe('a')
})

test('a field without a name is left out, options are kept', () => {
  const form = parseForm(
    xml(
      'x',
      { xmlns: 'jabber:x:data', type: 'form' },
      xml('field', { type: 'fixed' }),
      xml('field', { var: 'model', type: 'list-single' }, xml('required'), xml('option', { label: 'All' }, xml('value', {}, 'open'))),
    ),
  )
  expect(form?.fields).toEqual([
    { name: 'model', type: 'list-single', label: '', required: true, values: [], options: [{ label: 'All', value: 'open' }] },
  ])
})

test('an element without a form has none', () => expect(parseForm(xml('query'))).toBeUndefined())
