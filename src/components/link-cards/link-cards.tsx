import { Link2, X } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import type { LinkPreview } from '#model/message-content.ts'
import { linksInText } from '#shared/links-in-text.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { fetchPage } from './fetch-page.ts'
import styles from './link-cards.module.css'

/** As many as readers draw. */
const MOST_CARDS = 5
const LONGEST_PICTURE = 2048
const MOST_OFFERED = 3
const LONGEST_NAME = 300
const LONGEST_DESCRIPTION = 600

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url)

interface LinkCardsProps {
  text: string
  links: readonly LinkPreview[]
  /** From what they are by then: the answer of a page takes its time. */
  onChange: (change: (links: readonly LinkPreview[]) => LinkPreview[]) => void
  onKeyDown: (event: KeyboardEvent) => void
  /** What the page shows of itself goes along as well. */
  withPicture?: boolean
}

/** Pages that are named in the text may get a card: name and description travel in the post, so that no reader has to ask the page. */
export function LinkCards({ text, links, onChange, onKeyDown, withPicture = false }: LinkCardsProps) {
  const { t } = useText()
  const [asked, setAsked] = useState<string | null>(null)
  /** Pages that gave no answer; what is new has the focus. */
  const [silent, setSilent] = useState<ReadonlySet<string>>(new Set())
  const [latest, setLatest] = useState<string | null>(null)
  const named = linksInText(useDeferredValue(text))
  const offered = links.length < MOST_CARDS ? named.filter(url => !links.some(link => link.url === url)).slice(0, MOST_OFFERED) : []

  const attach = async (url: string): Promise<void> => {
    setAsked(url)
    const words = await fetchPage(url)
    if (!words) setSilent(new Set(silent).add(url))
    setLatest(url)
    const picture = withPicture && words?.picture && words.picture.length <= LONGEST_PICTURE ? words.picture : undefined
    const card = {
      url,
      title: words?.title ?? '',
      description: words?.description ?? '',
      ...(picture !== undefined && { picture: { url: picture, alt: '', width: null, height: null } }),
    }
    onChange(links => (links.some(link => link.url === url) ? [...links] : [...links, card].slice(0, MOST_CARDS)))
    setAsked(null)
  }
  const edit = (url: string, words: Partial<LinkPreview>): void =>
    onChange(links => links.map(link => (link.url === url ? { ...link, ...words } : link)))
  if (links.length === 0 && offered.length === 0) return null
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the fields in it have the keys
    <section aria-label={t('compose.cards')} className={styles.cards} onKeyDown={onKeyDown}>
      {links.map(link => (
        <Card
          key={link.url}
          link={link}
          isSilent={silent.has(link.url)}
          takesFocus={latest === link.url}
          onEdit={words => edit(link.url, words)}
          onRemove={() => onChange(links => links.filter(({ url }) => url !== link.url))}
        />
      ))}
      {offered.map(url => (
        <Button
          key={url}
          size="s"
          icon={<Link2 />}
          className={styles.offer}
          title={t('compose.card.hint')}
          busy={asked === url}
          onClick={() => void attach(url)}
        >
          {t('compose.card.attach', { host: hostOf(url) })}
        </Button>
      ))}
    </section>
  )
}

interface CardProps {
  link: LinkPreview
  isSilent: boolean
  takesFocus: boolean
  onEdit: (words: Partial<LinkPreview>) => void
  onRemove: () => void
}

function Card({ link: { url, title, description, picture }, isSilent, takesFocus, onEdit, onRemove }: CardProps) {
  const { t } = useText()
  const host = hostOf(url)
  return (
    <fieldset className={styles.card} aria-label={t('compose.card', { host })}>
      <div className={styles.head}>
        <Link2 aria-hidden />
        <bdi className={styles.address}>{url}</bdi>
        {picture && <img className={styles.picture} src={picture.url} alt="" decoding="async" referrerPolicy="no-referrer" />}
        <IconButton label={t('compose.card.remove', { host })} icon={<X />} onClick={onRemove} />
      </div>
      {isSilent && (
        <p role="status" className={styles.note}>
          {t('compose.card.alone', { host })}
        </p>
      )}
      <TextField
        autoFocus={takesFocus}
        label={t('compose.card.name')}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        value={title}
        onChange={event => onEdit({ title: event.target.value })}
      />
      <TextField
        label={t('compose.card.description')}
        maxLength={LONGEST_DESCRIPTION}
        autoComplete="off"
        value={description}
        onChange={event => onEdit({ description: event.target.value })}
      />
    </fieldset>
  )
}
