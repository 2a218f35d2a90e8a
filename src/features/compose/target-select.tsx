import { useId } from 'react'
import type { NodeKey } from '#model/keys.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './compose-page.module.css'
import type { Target } from './targets.ts'

interface TargetSelectProps {
  targets: readonly Target[]
  value: NodeKey
  onChange: (target: NodeKey) => void
}

/** Where to publish. */
export function TargetSelect({ targets, value, onChange }: TargetSelectProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className={styles.target}>
      <label htmlFor={id}>{t('compose.target')}</label>
      <select
        id={id}
        className={styles.select}
        value={targets.some(({ key }) => key === value) ? value : targets[0]?.key}
        onChange={event => {
          const chosen = targets.find(({ key }) => key === event.target.value)
          if (chosen) onChange(chosen.key)
        }}
      >
        {targets.map(({ key, title, service }) => (
          <option key={key} value={key}>
            {title === '' ? t('compose.target.blog') : t('compose.target.community', { title, service })}
          </option>
        ))}
      </select>
    </div>
  )
}
