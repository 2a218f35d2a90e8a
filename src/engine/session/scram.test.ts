import { expect, test } from 'vitest'
import { decodeText, encodeText } from '#shared/base64.ts'
import { createFakeSasl } from '../../../tests/faults/fake-sasl.ts'
import { createHashedToken } from './hashed-token.ts'
import { SCRAM_MECHANISMS, type ScramOptions, StaleScramKeys, createScram, preparePassword } from './scram.ts'

const base: ScramOptions = {
  mechanism: 'SCRAM-SHA-1',
  username: 'user',
  secret: { password: 'pencil' },
  offered: ['SCRAM-SHA-1', 'PLAIN'],
  channelBindings: null,
  nonce: 'fyko+d2lbbFgONRv9qkxdawL',
}
const SERVER_FIRST = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096'
const SERVER_FINAL = 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ='

async function answer(serverFirst: string, options: Partial<ScramOptions> = {}): Promise<string> {
  const scram = createScram({ ...base, ...options })
  await scram.initial()
  return decodeText(await scram.respond(encodeText(serverFirst))) ?? ''
}

test('the exchange of RFC 5802 §5', async () => {
  const scram = createScram(base)
  expect(decodeText(await scram.initial())).toBe('n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL')
  expect(decodeText(await scram.respond(encodeText(SERVER_FIRST)))).toBe(
    'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
  )
  await scram.finish(encodeText(SERVER_FINAL))
  expect(scram.keys()).toMatchObject({ mechanism: 'SCRAM-SHA-1', salt: 'QSXCR+Q6sek8bf92', iterations: 4096 })
})

test('the exchange of RFC 7677 §3', async () => {
  const scram = createScram({ ...base, mechanism: 'SCRAM-SHA-256', nonce: 'rOprNGfwEbeRWgbNEkqO' })
  await scram.initial()
  const first = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'
  expect(decodeText(await scram.respond(encodeText(first)))).toBe(
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  )
  await scram.finish(encodeText('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='))
})

test.each(SCRAM_MECHANISMS)('%s agrees with an independent server, also by keys alone', async mechanism => {
  const server = { passwords: { user: 'päŁŻ 🔑' }, iterations: 4096, salt: 'QSXCR+Q6sek8bf92', extension: '', tokens: new Map() }
  const run = async (secret: ScramOptions['secret']) => {
    const scram = createScram({ ...base, mechanism, secret, nonce: 'abc' })
    const fake = createFakeSasl(mechanism, server)
    const first = fake.step(await scram.initial())
    if (!('challenge' in first)) throw new Error('no challenge')
    const final = fake.step(await scram.respond(first.challenge))
    if (!('success' in final)) throw new Error('refused')
    await scram.finish(final.success)
    return scram.keys()
  }
  const keys = await run({ password: 'päŁŻ 🔑' })
  expect(await run({ keys })).toEqual(keys)
})

test('a success without the signature of the server is refused, and so is a wrong one', async () => {
  for (const data of [null, encodeText('v=AAAAAAAAAAAAAAAAAAAAAAAAAAA='), encodeText('e=other-error'), encodeText('')]) {
    const scram = createScram(base)
    await scram.initial()
    await scram.respond(encodeText(SERVER_FIRST))
    await expect(scram.finish(data)).rejects.toMatchObject({ condition: 'server-not-authentic' })
  }
})

test('a success before any challenge is refused', async () => {
  const scram = createScram(base)
  await scram.initial()
  await expect(scram.finish(encodeText(SERVER_FINAL))).rejects.toMatchObject({ condition: 'server-not-authentic' })
})

test('the signature as one more challenge, with an empty success behind it, is as good', async () => {
  const scram = createScram(base)
  await scram.initial()
  await scram.respond(encodeText(SERVER_FIRST))
  expect(await scram.respond(encodeText(SERVER_FINAL))).toBe('')
  await scram.finish(null)
})

test.each([
  ['a nonce that is not ours', 'r=somebody-elses,s=QSXCR+Q6sek8bf92,i=4096'],
  ['our nonce with nothing added', 'r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096'],
  ['too few iterations', SERVER_FIRST.replace('4096', '4095')],
  ['an iteration bomb', SERVER_FIRST.replace('4096', '10000001')],
  ['iterations that are no number', SERVER_FIRST.replace('4096', '1e4')],
  ['a mandatory extension', `m=must,${SERVER_FIRST}`],
  ['no salt', SERVER_FIRST.replace('s=QSXCR+Q6sek8bf92', 's=')],
  ['a salt that is not base64', SERVER_FIRST.replace('QSXCR+Q6sek8bf92', '%%%%')],
  ['no challenge at all', ''],
])('%s is not answered', async (_what, challenge) => {
  await expect(answer(challenge)).rejects.toMatchObject({ condition: 'server-not-authentic' })
})

test('keys are of no use once salt or iterations changed', async () => {
  const scram = createScram(base)
  await scram.initial()
  await scram.respond(encodeText(SERVER_FIRST))
  const keys = scram.keys()
  await expect(answer(SERVER_FIRST.replace('i=4096', 'i=8192'), { secret: { keys } })).rejects.toBeInstanceOf(StaleScramKeys)
  await expect(answer(SERVER_FIRST.replace('QSXC', 'QSXD'), { secret: { keys } })).rejects.toBeInstanceOf(StaleScramKeys)
  expect(await answer(SERVER_FIRST, { secret: { keys } })).toContain('p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=')
})

test('XEP-0474: the hash of the example in the document holds for its list and for no shorter one', async () => {
  const first = `${SERVER_FIRST},h=G6k/rBLDqgOhRRaCuuatSDFkJ08=`
  const offered = ['SCRAM-SHA-1', 'SCRAM-SHA-1-PLUS']
  const channelBindings = ['tls-server-end-point', 'tls-exporter']
  expect(await answer(first, { offered, channelBindings })).toContain(',p=')
  const stripped = [
    { offered: ['SCRAM-SHA-1'], channelBindings },
    { offered, channelBindings: [] },
    { offered, channelBindings: null },
  ]
  for (const change of stripped) await expect(answer(first, change)).rejects.toMatchObject({ condition: 'server-not-authentic' })
})

test('a user name with comma and equals sign is escaped', async () => {
  expect(decodeText(await createScram({ ...base, username: 'a,b=c' }).initial())).toBe('n,,n=a=2Cb=3Dc,r=fyko+d2lbbFgONRv9qkxdawL')
})

test('passwords that look the same are the same', () => {
  expect(preparePassword('I\u00ADX')).toBe('IX')
  expect(preparePassword('\u2168')).toBe('IX')
  expect(preparePassword('a\u00A0b')).toBe('a b')
  expect(preparePassword('e\u0301')).toBe('\u00E9')
})

test('a token proves itself both ways, and a server that does not know it is refused', async () => {
  const tokens = new Map([['t0ken', 'user']])
  const fake = createFakeSasl('HT-SHA-256-NONE', { passwords: {}, iterations: 1, salt: '', extension: '', tokens })
  const token = createHashedToken('user', 't0ken')
  const step = fake.step(await token.initial())
  await token.finish('success' in step ? step.success : null)
  await expect(token.finish(null)).rejects.toMatchObject({ condition: 'server-not-authentic' })
  await expect(token.finish('AAAA')).rejects.toMatchObject({ condition: 'server-not-authentic' })
  expect(fake.step(await createHashedToken('user', 'other').initial())).toEqual({ failure: 'not-authorized' })
})
