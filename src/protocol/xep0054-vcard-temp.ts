/** XEP-0054 vcard-temp 1.3: the fall-back where somebody has no vCard4 in PEP. */
import { decodePicture } from './xep0084-avatar.ts'
import type { VCard } from './xep0292-vcard4.ts'
import { type Element, child, childText, xml } from './xml.ts'

const NS_VCARD = 'vcard-temp'

export interface VCardTemp extends VCard {
  photo: Uint8Array<ArrayBuffer> | null
}

export function buildVCardQuery(): Element {
  return xml('vCard', { xmlns: NS_VCARD })
}

/** Undefined when the answer is no vCard; an empty one is a vCard that says nothing. */
export function parseVCardTemp(payload: Element | undefined): VCardTemp | undefined {
  if (!payload?.is('vCard', NS_VCARD)) return undefined
  const text = (name: string): string => childText(payload, name, NS_VCARD)?.trim() ?? ''
  const photo = childText(child(payload, 'PHOTO', NS_VCARD), 'BINVAL', NS_VCARD)
  return {
    name: (text('FN') || text('NICKNAME')).slice(0, 200),
    about: text('DESC').slice(0, 10_000),
    photo: (photo === undefined ? undefined : decodePicture(photo)) ?? null,
  }
}
