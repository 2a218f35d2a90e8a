import { Eye, EyeOff } from 'lucide-react'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-composer.module.css'
import type { DraftField } from './use-draft.ts'

/** As long as readers show it. */
const LONGEST = 200

type SpoilerDraft = Pick<DraftField, 'said' | 'changeSaid'>

/** Whether what is written is to be seen before its reader wants it. */
export function SpoilerSwitch({ draft: { said, changeSaid } }: { draft: SpoilerDraft }) {
  const { t } = useText()
  const isOn = said.spoiler !== undefined
  return (
    <IconButton
      label={t('acts.spoiler.hide')}
      icon={isOn ? <EyeOff /> : <Eye />}
      pressed={isOn}
      onClick={() => changeSaid(({ spoiler, ...rest }) => (spoiler === undefined ? { ...rest, spoiler: '' } : rest))}
    />
  )
}

/** What it is about, for whoever decides whether to look. */
export function SpoilerHint({ draft: { said, changeSaid } }: { draft: SpoilerDraft }) {
  const { t } = useText()
  if (said.spoiler === undefined) return null
  return (
    <div className={styles.files}>
      <TextField
        label={t('acts.spoiler.hint')}
        maxLength={LONGEST}
        autoComplete="off"
        value={said.spoiler}
        onChange={event => {
          const spoiler = event.currentTarget.value
          changeSaid(before => ({ ...before, spoiler }))
        }}
      />
    </div>
  )
}
