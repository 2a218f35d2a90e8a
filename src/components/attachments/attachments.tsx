import { Camera, Paperclip } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { MOST_FILES } from '#model/upload.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { AttachmentItem } from './attachment-item.tsx'
import styles from './attachments.module.css'
import { FileInput } from './file-input.tsx'
import type { Attachments as Files } from './use-attachments.ts'

interface AttachmentsProps {
  attachments: Files
  /** Files are held over the composer. */
  isOver: boolean
  onKeyDown: (event: KeyboardEvent) => void
}

/** Pictures and files of the post that is being written, and the ways to add one. */
export function Attachments({ attachments, isOver, onKeyDown }: AttachmentsProps) {
  const { t } = useText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { files, add } = attachments
  const camera = useRef<HTMLInputElement>(null)
  const isFull = files.length >= MOST_FILES
  return (
    <section aria-labelledby={id} className={cx(styles.part, isOver && styles.over)}>
      <VisuallyHidden>
        <h2 id={id}>{t('files.title')}</h2>
      </VisuallyHidden>
      {files.length > 0 && <AttachmentList attachments={attachments} onKeyDown={onKeyDown} />}
      <FileInput ref={input} multiple data-testid="files" onChoose={add} />
      <FileInput ref={camera} accept="image/*" capture="environment" onChoose={add} />
      <div className={styles.ways}>
        <Button icon={<Paperclip />} className={styles.add} disabled={isFull} onClick={() => input.current?.click()}>
          {t(isOver ? 'files.drop' : 'files.add')}
        </Button>
        {/* A device that is held in the hand has one; elsewhere the browser would only ask for a file again. */}
        <Button icon={<Camera />} className={cx(styles.add, styles.camera)} disabled={isFull} onClick={() => camera.current?.click()}>
          {t('files.camera')}
        </Button>
      </div>
    </section>
  )
}

/** The files of a draft, in their order. */
export function AttachmentList({ attachments, onKeyDown }: Pick<AttachmentsProps, 'attachments' | 'onKeyDown'>) {
  const { t } = useText()
  const { files, move } = attachments
  const [said, setSaid] = useState('')
  const dragged = useRef<string | null>(null)
  const moveTo = async (from: number, to: number): Promise<void> => {
    const file = files[from]
    if (!file || to < 0 || to >= files.length || from === to) return
    await move(file.id, to)
    setSaid(t('files.place', { name: file.name, place: to + 1, count: files.length }))
  }
  const drop = (to: number): void => {
    const from = files.findIndex(({ id }) => id === dragged.current)
    dragged.current = null
    void moveTo(from, to)
  }
  return (
    <>
      <ul className={styles.list} aria-label={t('files.title')}>
        {files.map((upload, index) => (
          <AttachmentItem
            key={upload.id}
            upload={upload}
            isFirst={index === 0}
            isLast={index === files.length - 1}
            attachments={attachments}
            onKeyDown={onKeyDown}
            onMove={by => moveTo(index, index + by)}
            onDragStart={() => {
              dragged.current = upload.id
            }}
            isDragged={() => dragged.current !== null}
            onDropHere={() => drop(index)}
          />
        ))}
      </ul>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </>
  )
}
