import { useId } from 'react'
import { RichText } from '#components/rich-text/rich-text.tsx'
import type { Markup } from '#model/post-content.ts'
import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './preview.module.css'

/** What readers will see. There only when the text has marks: without them it would say the same twice. */
export function Preview({ markup, me }: { markup: Markup; me: BareJid }) {
  const { t } = useText()
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.preview}>
      <h2 id={id} className={styles.label}>
        {t('compose.preview')}
      </h2>
      {/* Not mine yet: what was pasted with it has nobody's consent. */}
      <RichText nodes={markup.rich} origin={{ person: null, service: me }} />
    </section>
  )
}
