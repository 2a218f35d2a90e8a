/** XEP-0004 Data Forms 2.13: reading any form and building a submission. */
import { type Element, attr, child, children, childText, xml } from './xml.ts'

export const NS_FORMS = 'jabber:x:data'

export interface FormField {
  name: string
  type: string
  label: string
  required: boolean
  values: string[]
  options: { label: string; value: string }[]
}

export interface DataForm {
  type: string
  title: string
  instructions: string
  /** Value of the hidden FORM_TYPE field (XEP-0068), or ''. */
  formType: string
  fields: FormField[]
}

/** The form inside an element, or the element itself when it is a form. */
export function parseForm(parent: Element | undefined): DataForm | undefined {
  const form = parent?.is('x', NS_FORMS) ? parent : child(parent, 'x', NS_FORMS)
  if (!form) return undefined
  const fields = children(form, 'field', NS_FORMS).flatMap(field => parseField(field) ?? [])
  return {
    type: attr(form, 'type') ?? 'form',
    title: childText(form, 'title', NS_FORMS) ?? '',
    instructions: childText(form, 'instructions', NS_FORMS) ?? '',
    formType: fields.find(field => field.name === 'FORM_TYPE')?.values[0] ?? '',
    fields: fields.filter(field => field.name !== 'FORM_TYPE'),
  }
}

function parseField(field: Element): FormField | undefined {
  const name = attr(field, 'var')
  if (!name) return undefined
  return {
    name,
    type: attr(field, 'type') ?? 'text-single',
    label: attr(field, 'label') ?? '',
    required: child(field, 'required', NS_FORMS) !== undefined,
    values: children(field, 'value', NS_FORMS).map(value => value.getText()),
    options: children(field, 'option', NS_FORMS).map(option => ({
      label: attr(option, 'label') ?? '',
      value: childText(option, 'value', NS_FORMS) ?? '',
    })),
  }
}

export function formValue(form: DataForm | undefined, name: string): string | undefined {
  return form?.fields.find(field => field.name === name)?.values[0]
}

export function buildSubmission(formType: string, values: Record<string, string | readonly string[]>): Element {
  const fields = Object.entries(values).map(([name, value]) =>
    xml('field', { var: name }, ...(typeof value === 'string' ? [value] : value).map(text => xml('value', {}, text))),
  )
  return xml(
    'x',
    { xmlns: NS_FORMS, type: 'submit' },
    xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, formType)),
    ...fields,
  )
}
