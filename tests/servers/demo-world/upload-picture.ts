import { ALTS, picture as paint, type Scene } from './picture.ts'
import type { RawClient } from '../../support/raw-client.ts'

/** Puts a picture onto the local upload service (XEP-0363) and tells where it is. */
export async function uploadPicture(
  client: RawClient,
  service: string,
  seed: number,
  scene: Scene = 'hills',
): Promise<{ url: string; bytes: number; alt: string }> {
  const picture = paint(scene, seed, 720, 450)
  const request = `<request xmlns='urn:xmpp:http:upload:0' filename='${scene}-${seed}.png' size='${picture.length}' content-type='image/png'/>`
  const slot = (await client.iq('get', service, request)).getChild('slot')
  const put = slot?.getChild('put')
  const url = String(slot?.getChild('get')?.attrs['url'] ?? '')
  if (!put || !url) throw new Error('the upload service gave no slot')
  const headers = Object.fromEntries(put.getChildren('header').map(header => [String(header.attrs['name']), header.getText()]))
  const answer = await fetch(String(put.attrs['url']), {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'image/png' },
    body: new Uint8Array(picture),
  })
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.status}`)
  return { url, bytes: picture.length, alt: ALTS[scene] }
}
