import { ArrowDown, ArrowUp, AudioLines, FileText, GripVertical, ImageIcon, PenLine, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { putFormerBack, replaceFile } from '#commands/replace-file.ts'
import { isDrawn, outgoingFile, type Upload } from '#model/upload.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDrawing } from '../drawing/use-drawing.tsx'
import { useRun } from '../use-run.ts'
import { fileSize } from '../file-size.ts'
import { useBlobUrl } from '../use-blob-url.ts'
import { ListenHere } from '../voice/listen.tsx'
import { shownBlob, shownName } from '../waiting-picture.tsx'
import styles from './attachments.module.css'
import type { Attachments } from './use-attachments.ts'

const LONGEST_ALT = 1000

interface AttachmentItemProps {
  upload: Upload
  isFirst: boolean
  isLast: boolean
  attachments: Attachments
  onKeyDown: (event: KeyboardEvent) => void
  onMove: (by: -1 | 1) => Promise<void>
  onDragStart: () => void
  /** One of the list is being dragged, not something from outside. */
  isDragged: () => boolean
  onDropHere: () => void
}

/** One file: what it is, what it shows, and where it stands among the others. */
export function AttachmentItem({ upload, attachments, onKeyDown, onDragStart, isDragged, onDropHere, ...place }: AttachmentItemProps) {
  const row = useRef<HTMLLIElement>(null)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; the arrows do the same
    <li
      ref={row}
      aria-label={upload.name}
      className={styles.item}
      onDragOver={event => {
        if (isDragged()) event.preventDefault()
      }}
      onDrop={event => {
        if (!isDragged()) return
        event.preventDefault()
        onDropHere()
      }}
    >
      <span
        className={styles.handle}
        draggable
        aria-hidden
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('application/x-kith-file', upload.id)
          if (row.current) event.dataTransfer.setDragImage(row.current, 0, 0)
          onDragStart()
        }}
      >
        <GripVertical />
      </span>
      <Thumbnail upload={upload} />
      <div className={styles.facts}>
        <span className={styles.name}>
          <bdi>{outgoingFile(upload)?.name ?? upload.name}</bdi>
        </span>
        <Note upload={upload} />
      </div>
      <ItemButtons row={row} upload={upload} onRemove={() => attachments.remove(upload)} {...place} />
      {upload.mediaType.startsWith('audio/') && (
        <div className={styles.words}>
          <ListenHere upload={upload} />
        </div>
      )}
      <Words upload={upload} attachments={attachments} onKeyDown={onKeyDown} />
    </li>
  )
}

function Thumbnail({ upload }: { upload: Upload }) {
  const url = useBlobUrl(shownBlob(upload), shownName(upload)) ?? upload.thumbnail
  const Icon = isDrawn(upload) ? ImageIcon : upload.mediaType.startsWith('audio/') ? AudioLines : FileText
  return <span className={styles.thumbnail}>{url === undefined ? <Icon aria-hidden /> : <img src={url} alt="" decoding="async" />}</span>
}

/** How large it is, and what becomes of it. */
function Note({ upload }: { upload: Upload }) {
  const { t, intl } = useText()
  const file = outgoingFile(upload)
  const [now, before] = [file?.bytes ?? upload.bytes ?? 0, upload.bytes ?? 0]
  if (upload.state === 'kept' && upload.mediaType.startsWith('image/')) return <span className={styles.note}>{t('files.preparing')}</span>
  const size = now > 0 ? fileSize(intl, now) : ''
  return (
    <>
      <span className={styles.note}>{now < before ? t('files.smaller', { size, before: fileSize(intl, before) }) : size}</span>
      {upload.left && <span className={styles.left}>{t(`files.left.${upload.left}`)}</span>}
    </>
  )
}

interface ItemButtonsProps extends Pick<AttachmentItemProps, 'upload' | 'isFirst' | 'isLast' | 'onMove'> {
  row: RefObject<HTMLLIElement | null>
  onRemove: () => void
}

function ItemButtons({ row, upload, isFirst, isLast, onMove, onRemove }: ItemButtonsProps) {
  const { t } = useText()
  const { name } = upload
  // The row changes its place in the document, and what has the focus in it would lose it.
  const moveBy = async (by: -1 | 1): Promise<void> => {
    await onMove(by)
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>(by < 0 ? '[data-move=earlier]' : '[data-move=later]')?.focus())
  }
  return (
    <div className={styles.buttons}>
      {shownBlob(upload) && <DrawButton upload={upload} />}
      <IconButton
        label={t('files.earlier', { name })}
        icon={<ArrowUp />}
        data-move="earlier"
        aria-disabled={isFirst}
        onClick={() => void moveBy(-1)}
      />
      <IconButton
        label={t('files.later', { name })}
        icon={<ArrowDown />}
        data-move="later"
        aria-disabled={isLast}
        onClick={() => void moveBy(1)}
      />
      <IconButton label={t('files.remove', { name })} icon={<X />} onClick={onRemove} />
    </div>
  )
}

/** Something drawn on a picture takes its place. */
function DrawButton({ upload }: { upload: Upload }) {
  const { t } = useText()
  const run = useRun()
  const replace = async (drawn: Blob): Promise<void> => {
    const changed = await run(db => replaceFile(db, upload.id, drawn))
    if (!changed) return
    toast(t('drawing.changed'), { action: { label: t('common.undo'), onSelect: () => void run(db => putFormerBack(db, changed)) } })
  }
  const drawing = useDrawing(shownBlob(upload), drawn => void replace(drawn))
  return (
    <>
      <IconButton label={t('drawing.draw', { name: upload.name })} icon={<PenLine />} onClick={drawing.start} />
      {drawing.pad}
    </>
  )
}

function Words({ upload, attachments, onKeyDown }: Pick<AttachmentItemProps, 'upload' | 'attachments' | 'onKeyDown'>) {
  const { t } = useText()
  // What was done last is shown at once; storing it takes a moment.
  const [alt, setAlt] = useState(upload.alt)
  const [original, setOriginal] = useState(upload.original)
  const [stored, setStored] = useState(upload.alt)
  // What a page that is gone had typed last comes a moment later, into a field that nobody has changed.
  if (stored !== upload.alt) {
    setStored(upload.alt)
    if (alt === stored) setAlt(upload.alt)
  }
  const press = (event: KeyboardEvent): void => {
    // Enter alone would submit the form, or leave for the text.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
    else onKeyDown(event)
  }
  if (!upload.mediaType.startsWith('image/')) return null
  return (
    <div className={styles.words}>
      <TextField
        label={t('files.alt')}
        hint={t('files.alt.hint')}
        maxLength={LONGEST_ALT}
        autoComplete="off"
        value={alt}
        onChange={event => {
          setAlt(event.target.value)
          attachments.describe(upload.id, event.target.value)
        }}
        onKeyDown={press}
      />
      {upload.light && (
        <Checkbox
          label={t('files.original')}
          hint={t('files.original.hint')}
          checked={original}
          onChange={event => {
            setOriginal(event.target.checked)
            attachments.setOriginal(upload.id, event.target.checked)
          }}
        />
      )}
    </div>
  )
}
