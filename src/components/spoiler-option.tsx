import { X } from 'lucide-react'
import { cx } from '#ui/cx.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-composer.module.css'
import type { DraftField } from './use-draft.ts'

/** As long as readers show it. */
const LONGEST = 200

type SpoilerDraft = Pick<DraftField, 'said' | 'changeSaid'>

/** What it is about, for whoever decides whether to look. */
export function SpoilerHint({ draft: { said, changeSaid } }: { draft: SpoilerDraft }) {
  const { t } = useText()
  if (said.spoiler === undefined) return null
  return (
    <div className={cx(styles.files, styles.spoiler)}>
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
      <IconButton
        label={t('acts.spoiler.not')}
        icon={<X />}
        onClick={() => changeSaid(({ mentions, links }) => ({ ...(mentions && { mentions }), ...(links && { links }) }))}
      />
    </div>
  )
}
