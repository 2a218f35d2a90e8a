import { X } from 'lucide-react'
import { LONGEST_STICKER_WORDS, type PackSticker } from '#model/sticker-pack.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './pack-editor.module.css'
import { StickerImage } from './sticker-image.tsx'

interface EditedStickerProps {
  sticker: PackSticker
  /** It is said what is missing. */
  isMissing: boolean
  onDescribe: (words: string) => void
  onRemove: () => void
}

/** One sticker of a pack that is being made: its picture, and what stands for it (XEP-0449 §4.3.1 wants that of each). */
export function EditedSticker({ sticker, isMissing, onDescribe, onRemove }: EditedStickerProps) {
  const { t } = useText()
  const { alt, title } = sticker
  return (
    <li className={styles.sticker} aria-label={alt || title}>
      <span className={styles.picture}>
        <StickerImage sticker={{ ...sticker, alt: '' }} allowed />
      </span>
      <TextField
        label={t('packs.words')}
        value={alt}
        maxLength={LONGEST_STICKER_WORDS}
        autoComplete="off"
        error={isMissing && alt.trim() === '' ? t('packs.words.missing') : undefined}
        onChange={event => onDescribe(event.target.value)}
      />
      <IconButton label={t('packs.takeOut', { name: alt || title })} icon={<X />} onClick={onRemove} />
    </li>
  )
}
