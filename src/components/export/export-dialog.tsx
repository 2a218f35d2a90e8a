import { useEffect, useRef, useState } from 'react'
import { kindOfFile } from '#model/file-kind.ts'
import type { Conversation } from '#model/message.ts'
import { safeFileName } from '#shared/file-name.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { Select } from '#ui/select.tsx'
import { type Text, useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '../account-context.tsx'
import { fileWords } from '../file-words.ts'
import { saveFile } from '../save-file.ts'
import { usePersonName } from '../use-person-name.ts'
import { type Exported, exportConversation } from './export-conversation.ts'
import styles from './export-dialog.module.css'
import type { ExportWords, ExportWriter } from './export-writer.ts'
import { htmlWriter } from './html-writer.ts'
import { jsonWriter } from './json-writer.ts'
import { textWriter } from './text-writer.ts'

const FORMATS = ['html', 'text', 'json'] as const
type Format = (typeof FORMATS)[number]

const WRITERS: Readonly<Record<Format, (words: ExportWords) => ExportWriter>> = { html: htmlWriter, text: textWriter, json: jsonWriter }

type State =
  | { kind: 'choosing'; failed: boolean }
  | { kind: 'working'; done: number; total: number }
  | { kind: 'done'; exported: Pick<Exported, 'messages' | 'left'> }

interface ExportDialogProps {
  conversation: Conversation
  name: string
  onClose: () => void
}

/** Makes a file of a conversation. Closing it while that is under way stops it. */
export function ExportDialog({ conversation, name, onClose }: ExportDialogProps) {
  const { t } = useText()
  const [format, setFormat] = useState<Format>('html')
  const [withMedia, setWithMedia] = useState(false)
  const { state, start } = useExport(conversation, name)
  return (
    <Dialog open title={t('export.title', { name })} onClose={onClose}>
      <div className={styles.content}>
        {state.kind === 'choosing' && (
          <>
            <p>{t('export.what')}</p>
            <Select<Format>
              label={t('export.format')}
              value={format}
              onChange={setFormat}
              options={FORMATS.map(value => ({ value, label: t(`export.format.${value}`) }))}
            />
            <Checkbox
              label={t('export.media')}
              hint={t('export.media.hint')}
              checked={withMedia}
              onChange={event => setWithMedia(event.currentTarget.checked)}
            />
            {state.failed && <Notice tone="error">{t('export.failed')}</Notice>}
            <Button variant="primary" onClick={() => void start(format, withMedia)}>
              {t('export.go')}
            </Button>
          </>
        )}
        {state.kind === 'working' && <Working {...state} onCancel={onClose} />}
        {state.kind === 'done' && (
          <>
            <p role="status">
              {t('export.done', { count: state.exported.messages })}
              {state.exported.left > 0 && ` ${t('export.left', { count: state.exported.left })}`}
            </p>
            <Button variant="primary" onClick={onClose}>
              {t('common.close')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}

function Working({ done, total, onCancel }: { done: number; total: number; onCancel: () => void }) {
  const { t, intl } = useText()
  return (
    <>
      <progress className={styles.progress} max={Math.max(1, total)} value={done} aria-label={t('export.working')} />
      <p className={styles.count}>{t('export.progress', { done: intl.formatNumber(done), total: intl.formatNumber(total) })}</p>
      <Button onClick={onCancel}>{t('common.cancel')}</Button>
    </>
  )
}

function useExport(
  conversation: Conversation,
  name: string,
): { state: State; start: (format: Format, withMedia: boolean) => Promise<void> } {
  const text = useText()
  const db = useDb()
  const me = useMe()
  const myName = usePersonName(me)
  const [state, setState] = useState<State>({ kind: 'choosing', failed: false })
  const controller = useRef<AbortController>(undefined)
  useEffect(() => () => controller.current?.abort(), [])
  const start = async (format: Format, withMedia: boolean): Promise<void> => {
    const { signal } = (controller.current = new AbortController())
    const head = { me, jid: conversation.jid, name, at: Date.now() }
    const onProgress = (done: number, total: number): void => setState({ kind: 'working', done, total })
    onProgress(0, 0)
    try {
      const writer = WRITERS[format](wordsOf(text))
      const exported = await exportConversation(db, { conversation, head, myName, writer, withMedia, signal, onProgress })
      const day = new Date(head.at).toISOString().slice(0, 10)
      saveFile(exported.blob, `${safeFileName(`${conversation.jid} ${day}`)}.${exported.extension}`)
      setState({ kind: 'done', exported })
    } catch {
      // Not wanted any longer, or no room for it.
      if (!signal.aborted) setState({ kind: 'choosing', failed: true })
    }
  }
  return { state, start }
}

function wordsOf({ t, intl }: Text): ExportWords {
  // Made once: a formatter for each of many messages would take most of the time.
  const [day, time, moment] = [{ dateStyle: 'full' }, { timeStyle: 'short' }, { dateStyle: 'long', timeStyle: 'short' }].map(
    style => new Intl.DateTimeFormat(intl.locale, style as Intl.DateTimeFormatOptions),
  ) as [Intl.DateTimeFormat, Intl.DateTimeFormat, Intl.DateTimeFormat]
  return {
    language: intl.locale,
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    title: ({ name }) => t('export.heading', { name }),
    made: ({ me, jid, at }) => t('export.made', { me, jid, date: moment.format(at) }),
    day: at => day.format(at),
    time: at => time.format(at),
    gap: where => t(`export.gap.${where}`),
    kind: file => fileWords(t, { kind: kindOfFile(file), count: 1 }),
    gone: t('messages.gone'),
    edited: t('export.edited'),
    unsent: t('export.unsent'),
  }
}
