import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import { landscape } from '../../servers/demo-world/picture.ts'
import type { Outcome } from './steady-watch.ts'

/** To write where the engine writes. */
export const DEXIE = readFileSync(createRequire(import.meta.url).resolve('dexie/dist/dexie.min.js'), 'utf8')

/** At each of three widths: of a feed a thousand in all, of a conversation fewer, since the list is the same; a longer run has another number. */
export const operationsOf = (usual: number): number => Number(process.env['KITH_OPERATIONS'] ?? usual)

/** What is done when is the same in every run at a width; another row of it has another number. */
export const seedOf = (width: number): number => Number(process.env['KITH_SEED'] ?? width)

export const isStill = ({ moved }: Outcome): boolean => moved !== null && moved < 1

/** A number from 0 up to, not including, 1: the same row of them for the same seed. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A host of pictures of several shapes, at whatever address. @returns where */
export function servePictures(): () => string {
  let host: Server
  beforeAll(async () => {
    const bodies = [landscape(1, 640, 200), landscape(2, 300, 500), landscape(3, 400, 400)]
    host = createServer((request, response) => {
      const number = Number(/\d+/.exec(request.url ?? '')?.[0])
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(bodies[number % bodies.length])
    })
    await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise(resolve => host.close(resolve)))
  return () => `http://127.0.0.1:${(host.address() as AddressInfo).port}`
}
