import { Eye } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { nodeKeyOf } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useNode } from './use-node.ts'

const FollowDialog = lazy(async () => ({ default: (await import('./follow-dialog.tsx')).FollowDialog }))

interface FollowAudienceProps {
  service: BareJid
  node: string
  /** What is followed, as it is called here. */
  title: string
}

/** Beside "Unfollow": what following means, and who can see it. */
export function FollowAudience({ service, node, title }: FollowAudienceProps) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const nodeKey = nodeKeyOf({ service, node })
  const known = useNode(nodeKey)
  if (known?.followed !== 1) return null
  return (
    <>
      <Button variant="ghost" icon={<Eye />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('follows.audience')}
      </Button>
      {open && (
        <Suspense>
          <FollowDialog followed={known} title={title} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
