import { ListPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { FeedKind } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'

const ListsDialog = lazy(async () => ({ default: (await import('./lists-dialog.tsx')).ListsDialog }))

export interface Listable {
  service: BareJid
  node: string
  kind: FeedKind
  title: string
}

/** Puts a blog or community into lists of the reader's. One that is not followed can be followed there. */
export function AddToList(props: Listable) {
  const { t } = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button icon={<ListPlus />} onClick={() => setIsOpen(true)}>
        {t('views.add')}
      </Button>
      {isOpen && (
        <Suspense>
          <ListsDialog {...props} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
