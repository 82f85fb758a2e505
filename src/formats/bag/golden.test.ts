import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { openPacket, checkPacket } from '../packet/packet.ts'
import { verifyReceipt } from '../receipt/receipt.ts'
import { bagFiles, receiptBag } from '../testing/bag-sample.ts'
import { golden } from '../testing/golden.ts'
import { CENTRE_IDENTITY, sampleTrust } from '../testing/sample.ts'
import { readBag } from './check.ts'

const folder = (name: string) => fileURLToPath(new URL(`golden/${name}/`, import.meta.url))

test.each([
  ['export', bagFiles],
  ['receipts', receiptBag],
] as const)(
  'the %s bag of the first version is accepted for ever, and made the same again',
  async (name, make) => {
    const { info } = await readBag(folder(name), sampleTrust())
    expect(info.kind).toBe(name)
    for (const [path, data] of make()) expect(hex(golden('bag', `${name}/${path}`))).toBe(hex(data))
  },
)

test('what they carry is what was put in', async () => {
  const trust = sampleTrust()
  const { payload } = await readBag(folder('export'), trust)
  const [bytes, signature] = payload.map(({ path }) => golden('bag', `export/${path}`))
  checkPacket({ bytes: bytes!, signature: Buffer.from(signature!).toString() }, trust)
  expect(openPacket(bytes!, [CENTRE_IDENTITY]).members.size).toBe(11)
  const receipt = {
    bytes: golden('bag', 'receipts/data/12.json'),
    signature: Buffer.from(golden('bag', 'receipts/data/12.json.minisig')).toString(),
  }
  expect(verifyReceipt(receipt, trust).serial).toBe(12)
})
