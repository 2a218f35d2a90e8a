import type { Message } from '#model/message.ts'
import { PackDialog } from './pack-dialog.tsx'

/** The pack that the sticker of a message is from. Its pictures are asked for as those of whoever has it. */
export function PackOfSticker({ message: { sticker, from }, onClose }: { message: Message; onClose: () => void }) {
  const pack = sticker?.pack
  if (!pack) return null
  // Consent that was given to a person is not meant for whatever place they name.
  const origin = { person: pack.service === from ? from : null, service: pack.service }
  return <PackDialog address={pack} origin={origin} onClose={onClose} />
}
