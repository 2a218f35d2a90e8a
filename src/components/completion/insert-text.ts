/** What to put in place of a stretch of the text, and what is selected afterwards. */
export interface Change {
  from: number
  to: number
  insert: string
  start: number
  end: number
}

/** Puts text into a field as if it had been typed, so that the browser's own undo takes it back, and selects what is asked for. */
export function insertText(field: HTMLTextAreaElement, { from, to, insert, start, end }: Change): void {
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated and without a successor: nothing else reaches the undo list. Where it is gone, the text still gets in.
  if (from === to && insert === '') return field.setSelectionRange(start, end)
  const type = (): boolean => (insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert))
  const isTyped = 'execCommand' in document && type()
  if (!isTyped) setValue(field, field.value.slice(0, from) + insert + field.value.slice(to))
  field.setSelectionRange(start, end)
}

/** By the element's own setter: React replaces it on each field, and takes what goes through its own for something it did itself. */
function setValue(field: HTMLTextAreaElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** In place of what is selected, with the caret behind it. */
export function insertAtCaret(field: HTMLTextAreaElement, insert: string): void {
  const { selectionStart: from, selectionEnd: to } = field
  insertText(field, { from, to, insert, start: from + insert.length, end: from + insert.length })
}
