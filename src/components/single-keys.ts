import { usePreferences } from './preferences.ts'

/** What takes letters for itself. */
const TAKES_KEYS = 'input, textarea, select, video, audio, [contenteditable], [role=menu], dialog'

/** Whether a key that was pressed is a command: not while something takes letters, not with others, not where they are switched off. */
export function isSingleKey(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'isComposing'>): boolean {
  if (!usePreferences.getState().singleKeys) return false
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return false
  return !document.activeElement?.closest(TAKES_KEYS) && !document.querySelector('dialog[open]')
}
