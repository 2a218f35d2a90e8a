import { type RefObject, useEffect, useRef, useState } from 'react'
import { chooseEmojiTone } from '#commands/choose-emoji-tone.ts'
import { rememberEmoji } from '#commands/remember-emoji.ts'
import { SKIN_TONES, type SkinTone, withTone } from '#shared/emoji-tone.ts'
import { emojiTone, recentEmojis } from '#storage/emoji-choices.ts'
import { Button } from '#ui/button.tsx'
import { Select } from '#ui/select.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '../account-context.tsx'
import { useLiveQuery } from '../use-live-query.ts'
import { useRun } from '../use-run.ts'
import { EmojiGrid } from './emoji-grid.tsx'
import styles from './emoji-picker.module.css'
import { EmojiTabs } from './emoji-tabs.tsx'
import { groupsOf } from './emoji-groups.ts'
import { findEmojis } from './find-emojis.ts'
import { type Emoji, loadEmojis } from './load-emojis.ts'

const MOST_FOUND = 120
const HAND = '✋'

interface EmojiPickerProps {
  /** @param more another one may follow */
  onPick: (emoji: string, more: boolean) => void
}

/** All emoji: by group, by what was used of late, and by name. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const { t } = useText()
  const db = useDb()
  const run = useRun()
  const { emojis, failed, retry } = useEmojis()
  const [query, setQuery] = useState('')
  const [pointed, setPointed] = useState<string>()
  const search = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  // What was used while it is open is moved the next time: nothing shifts under the pointer.
  const [recent, setRecent] = useState<readonly string[]>()
  const tone = useLiveQuery(async () => emojiTone(db), [db]) ?? 0
  useEffect(() => {
    const read = async (): Promise<void> => setRecent(await recentEmojis(db))
    void read()
  }, [db])
  useFocusOnDesktop(search)

  const pick = (emoji: string, more: boolean): void => {
    onPick(emoji, more)
    void run(db => rememberEmoji(db, emoji))
  }
  const found = query.trim() === '' ? undefined : findEmojis(emojis ?? [], query, MOST_FOUND)
  const groups = groupsOf({ emojis: emojis ?? [], found, recent: recent ?? [], tone })
  const shown = pointed === undefined ? undefined : emojis?.find(({ emoji }) => emoji === pointed)
  return (
    <div className={styles.picker}>
      <div className={styles.head}>
        <div className={styles.search}>
          <TextField
            ref={search}
            type="search"
            label={t('emoji.search')}
            hideLabel
            placeholder={t('emoji.search')}
            autoComplete="off"
            value={query}
            onChange={event => setQuery(event.target.value)}
            onKeyDown={event => {
              if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
              event.preventDefault()
              if (event.key === 'ArrowDown') return grid.current?.querySelector<HTMLElement>('[data-emoji]')?.focus()
              // What was found, drawn already or not.
              const first = found && groups[0]?.rows[0]?.[0]
              if (first) pick(first.emoji, event.shiftKey)
            }}
          />
        </div>
        <ToneSelect tone={tone} onChange={chosen => void run(db => chooseEmojiTone(db, chosen))} />
      </div>
      {!found && <EmojiTabs groups={groups} grid={grid} />}
      {failed ? (
        <div className={styles.empty}>
          <p role="alert">{t('emoji.failed')}</p>
          <Button onClick={retry}>{t('common.tryAgain')}</Button>
        </div>
      ) : found?.length === 0 ? (
        <p role="status" className={styles.empty}>
          {emojis && t('emoji.none')}
        </p>
      ) : (
        <EmojiGrid ref={grid} groups={groups} search={search} onPick={pick} onPoint={setPointed} />
      )}
      {/* What a picture is called, for those who see and are not sure. */}
      <p className={styles.foot} aria-hidden>
        {shown && `${shown.emoji} ${shown.label}${shown.codes[0] ? ` :${shown.codes[0]}:` : ''}`}
      </p>
    </div>
  )
}

/** The names of a language; when it changes, the old ones stay until the new ones are there. */
function useEmojis(): { emojis: readonly Emoji[] | undefined; failed: boolean; retry: () => void } {
  const { intl } = useText()
  const { locale } = intl
  const [emojis, setEmojis] = useState<readonly Emoji[]>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let left = false
    const load = async (): Promise<void> => {
      const all = await loadEmojis(locale).catch(() => null)
      if (left) return
      setFailed(all === null)
      if (all) setEmojis(all)
    }
    void load()
    return () => {
      left = true
    }
  }, [locale])
  const retry = (): void => {
    setFailed(false)
    loadEmojis(locale).then(setEmojis, () => setFailed(true))
  }
  return { emojis, failed, retry }
}

/** On a phone the keyboard would cover what was just opened. */
function useFocusOnDesktop(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [field])
}

function ToneSelect({ tone, onChange }: { tone: SkinTone; onChange: (tone: SkinTone) => void }) {
  const { t } = useText()
  // A wide space: closed, the field shows the hand and nothing of the word.
  const label = (each: SkinTone): string => `${withTone(HAND, each)}\u2003${t(`emoji.tone.${each}`)}`
  return (
    <div className={styles.tone}>
      <Select
        label={t('emoji.tone')}
        hideLabel
        value={`${tone}`}
        options={SKIN_TONES.map(each => ({ value: `${each}` as const, label: label(each) }))}
        onChange={chosen => onChange(Number(chosen) as SkinTone)}
      />
    </div>
  )
}
