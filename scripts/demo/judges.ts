import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Judgement {
  readonly tool: string
  readonly says: string
}

/** The first line of a file's base64 key, as `minisign -P` takes it. */
async function keyOf(certificates: string): Promise<string> {
  const { stdout } = await run('cat', [certificates])
  const { items } = JSON.parse(stdout) as { items: { certificate: string }[] }
  const own = items
    .map(
      ({ certificate }) =>
        JSON.parse(Buffer.from(certificate, 'base64').toString('utf8')) as {
          key: string
          subject: { kind: string }
        },
    )
    .find(({ subject }) => subject.kind === 'station')
  if (!own) throw new Error('no station certificate in the bag')
  return own.key
}

/** Lets stock tools open what the demo made: nothing of Rekam is needed to get at the data with the right key. */
export async function judge(folder: string): Promise<Judgement[]> {
  const at = (...parts: string[]) => path.join(folder, ...parts)
  const [packet] = globSync('station/packets/*/*.rkp', { cwd: folder })
  const [bag] = globSync('drive/REKAM-5272*', { cwd: folder })
  if (!packet || !bag) throw new Error('the demo made no packet or no bag')
  const key = await keyOf(at(bag, 'CERTS.JSN'))
  await run('age', ['-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at(packet)])
  const members = (await run('tar', ['-tf', at('packet.tar')])).stdout.trim().split('\n')
  await run('minisign', ['-V', '-H', '-q', '-P', key, '-x', at(`${packet}.minisig`), '-m', at(packet)])
  const sums = (await run('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: at(bag) })).stdout
  const pdf = (await run('qpdf', ['--check', at('suket.pdf')])).stdout
  return [
    {
      tool: 'age -d, tar -t',
      says: `${members.length} members in a packet, from ${members[0]} to ${members.at(-1)}`,
    },
    { tool: 'minisign -V -H', says: "the packet's signature holds" },
    { tool: 'sha256sum -c', says: sums === '' ? 'every file of the bag as listed' : sums },
    { tool: 'qpdf --check', says: pdf.includes('No syntax') ? 'the Suket is a clean PDF' : pdf },
  ]
}
