import type { Change } from './format-text.ts'

/** Puts text into a field as if it had been typed, so that the browser's own undo takes it back, and selects what is asked for. */
export function insertText(field: HTMLTextAreaElement, { from, to, insert, start, end }: Change): void {
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated and without a successor: nothing else reaches the undo list. Where it is gone, the text still gets in.
  if (from === to && insert === '') return field.setSelectionRange(start, end)
  const type = (): boolean => (insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert))
  const isTyped = 'execCommand' in document && type()
  if (!isTyped) {
    field.setRangeText(insert, from, to, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(start, end)
}
