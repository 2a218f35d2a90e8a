import { ImagePlus } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import { savePack } from '#commands/save-pack.ts'
import { LONGEST_PACK_NAME, MOST_STICKERS, type PackSticker, packDraftKey, type StickerPack } from '#model/sticker-pack.ts'
import { enclosureOf, isDrawn, MOST_FILES, type Upload } from '#model/upload.ts'
import { uploadsOf } from '#storage/uploads.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { FileInput } from '../attachments/file-input.tsx'
import { useAttachments } from '../attachments/use-attachments.ts'
import { useSession } from '../session-store.ts'
import { useRun } from '../use-run.ts'
import { EditedSticker } from './edited-sticker.tsx'
import styles from './pack-editor.module.css'

interface PackEditorProps {
  /** Null: a new one. */
  pack: StickerPack | null
  onSaved: (key: string) => void
  onClose: () => void
}

/** A pack of one's own: its name, and pictures with what stands for them where they cannot be drawn. */
export function PackEditor({ pack, onSaved, onClose }: PackEditorProps) {
  const { t } = useText()
  const form = useId()
  const editor = usePackEditor(pack, onSaved)
  const { name, setName, kept, setKept, attachments, isMissing, choose, save } = editor
  const input = useRef<HTMLInputElement>(null)
  const room = MOST_STICKERS - kept.length - attachments.files.length
  const footer = (
    <>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button type="submit" form={form} variant="primary">
        {t(pack ? 'packs.save' : 'packs.publish')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t(pack ? 'packs.edit' : 'packs.new')} footer={footer}>
      <form id={form} className={styles.form} noValidate onSubmit={event => void save(event)}>
        <Lacks />
        <TextField
          label={t('packs.name')}
          value={name}
          maxLength={LONGEST_PACK_NAME}
          autoComplete="off"
          error={isMissing && name.trim() === '' ? t('packs.name.missing') : undefined}
          onChange={event => setName(event.target.value)}
        />
        {kept.length + attachments.files.length > 0 && <p className={styles.hint}>{t('packs.words.hint')}</p>}
        <ul className={styles.list} aria-label={t('packs.title')}>
          {kept.map((sticker, at) => (
            <EditedSticker
              key={sticker.url}
              sticker={sticker}
              isMissing={isMissing}
              onDescribe={alt => setKept(kept.map((each, index) => (index === at ? { ...each, alt } : each)))}
              onRemove={() => setKept(kept.filter((_, index) => index !== at))}
            />
          ))}
          {attachments.files.map(upload => (
            <ChosenSticker
              key={upload.id}
              upload={upload}
              isMissing={isMissing}
              onDescribe={alt => attachments.describe(upload.id, alt)}
              onRemove={() => attachments.remove(upload)}
            />
          ))}
        </ul>
        {isMissing && kept.length + attachments.files.length === 0 && <Notice tone="error">{t('packs.none')}</Notice>}
        <FileInput ref={input} multiple accept="image/*" data-testid="sticker-files" onChoose={choose} />
        <Button icon={<ImagePlus />} disabled={room <= 0 || attachments.files.length >= MOST_FILES} onClick={() => input.current?.click()}>
          {t('packs.choose')}
        </Button>
        <p className={styles.hint}>{t('packs.open')}</p>
      </form>
    </Dialog>
  )
}

function usePackEditor(pack: StickerPack | null, onSaved: (key: string) => void) {
  const { t } = useText()
  const run = useRun()
  const [name, setName] = useState(pack?.name ?? '')
  const [kept, setKept] = useState<readonly PackSticker[]>(pack?.stickers ?? [])
  const [isMissing, setIsMissing] = useState(false)
  const owner = packDraftKey(pack?.key ?? null)
  const attachments = useAttachments(owner, undefined, 'packs.full')
  const choose = (chosen: readonly File[]): void => {
    const pictures = chosen.filter(file => isDrawn({ mediaType: file.type }))
    if (pictures.length < chosen.length) toast(t('packs.onlyPictures'))
    if (pictures.length > 0) attachments.add(pictures)
  }
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    await attachments.flush()
    const key = await run(async db => {
      const chosen = await uploadsOf(db, owner)
      const all = [...kept, ...chosen]
      if (name.trim() === '' || all.length === 0 || all.some(({ alt }) => alt.trim() === '')) return null
      return await savePack(db, { key: pack?.key ?? null, name: name.trim(), stickers: kept, now: Date.now() })
    })
    if (typeof key === 'string') return onSaved(key)
    setIsMissing(true)
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return { name, setName, kept, setKept, attachments, isMissing, choose, save }
}

/** A picture that was chosen now. What is typed shows at once; storing it takes a moment. */
function ChosenSticker({ upload, onDescribe, ...rest }: Omit<Parameters<typeof EditedSticker>[0], 'sticker'> & { upload: Upload }) {
  const [alt, setAlt] = useState(upload.alt)
  return (
    <EditedSticker
      {...rest}
      sticker={{ ...enclosureOf(upload), alt }}
      onDescribe={typed => {
        setAlt(typed)
        onDescribe(typed)
      }}
    />
  )
}

/** What the own server cannot do of this, before anybody takes the trouble. */
function Lacks() {
  const { t } = useText()
  const lacks = useSession(store => store.lacks)
  return (
    <>
      {lacks.has('pep') && <Notice tone="warning">{t('packs.noPep')}</Notice>}
      {lacks.has('upload') && <Notice tone="warning">{t('packs.noUpload')}</Notice>}
    </>
  )
}
