import { Hash, Repeat2, UserRoundX, UsersRound } from 'lucide-react'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import type { Post } from '#model/post.ts'
import type { Mute } from '#model/record.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { MuteName } from './mute-name.tsx'
import { type MuteTime, MuteTimes, untilOf } from './mute-times.tsx'
import styles from './show-less-dialog.module.css'
import { useMute } from './use-mute.ts'

interface ShowLessDialogProps {
  post: Post
  /** Who repeated it, where it stands there for that. */
  repeatedBy: BareJid | null
  onClose: () => void
}

type What = Pick<Mute, 'what' | 'target'>

const MOST_TAGS = 6
const ICONS: Record<Exclude<Mute['what'], 'word'>, ReactNode> = {
  person: <UserRoundX />,
  reposts: <Repeat2 />,
  community: <UsersRound />,
  tag: <Hash />,
}

/** What of a post somebody may want to see less of. */
function choicesOf({ author, feedKind, nodeKey, tags }: Post, repeatedBy: BareJid | null, me: BareJid): What[] {
  const choices: What[] = []
  if (author !== null && author !== me) choices.push({ what: 'person', target: author })
  if (repeatedBy !== null && repeatedBy !== me) choices.push({ what: 'reposts', target: repeatedBy })
  if (feedKind === 'community') choices.push({ what: 'community', target: nodeKey })
  return [...choices, ...tags.slice(0, MOST_TAGS).map((tag): What => ({ what: 'tag', target: tag }))]
}

/** "Show less of this": one press mutes, for a time or for good, and can be taken back. */
export function ShowLessDialog({ post, repeatedBy, onClose }: ShowLessDialogProps) {
  const { t } = useText()
  const me = useMe()
  const mute = useMute()
  const [time, setTime] = useState<MuteTime>('week')
  const [word, setWord] = useState('')
  const choose = (what: What): void => {
    onClose()
    void mute({ ...what, until: untilOf(time) })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (word.trim() !== '') choose({ what: 'word', target: word.trim() })
  }
  return (
    <Dialog open title={t('mutes.less')} onClose={onClose}>
      <div className={styles.content}>
        <MuteTimes value={time} onChange={setTime} />
        <ul className={styles.choices}>
          {choicesOf(post, repeatedBy, me).map(({ what, target }) => (
            <li key={`${what} ${target}`}>
              <button type="button" className={styles.choice} onClick={() => choose({ what, target })}>
                {what !== 'word' && ICONS[what]}
                <bdi>
                  <MuteName what={what} target={target} />
                </bdi>
              </button>
            </li>
          ))}
        </ul>
        <form className={styles.word} onSubmit={submit}>
          <TextField label={t('mutes.wordField')} maxLength={100} value={word} onChange={event => setWord(event.currentTarget.value)} />
          <Button type="submit" disabled={word.trim() === ''}>
            {t('mutes.mute')}
          </Button>
        </form>
        <p className={styles.hint}>{t('mutes.hint')}</p>
      </div>
    </Dialog>
  )
}
