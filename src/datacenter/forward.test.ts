import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeForward } from './forward.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let base: string
let post: Site
const sender = new Sender(1)
beforeEach(async () => {
  const dir = siteFolder('post')
  base = dirname(dir)
  post = await openSite(dir, 'pos-5272')
  await post.learn([sender.certificate])
})
afterEach(async () => {
  await post.close()
  rmSync(base, { recursive: true })
})

const take = async () => {
  const packet = sender.seal()
  await post.take(packet.bytes, packet.signature, 1, { ...packet, station: sender.station })
  return packet
}
const place = ({ id, sha256 }: Sealed) => post.packetPath(id, sha256)
const inBag = (folder: string) => readdirSync(join(folder, 'data')).filter((name) => name.endsWith('.rkp'))

it('a packet that cannot be read at a post stays behind by name, and the others go to the centre', async () => {
  const [gone, torn, sound] = [await take(), await take(), await take()]
  rmSync(place(gone))
  writeFileSync(place(torn), torn.bytes.subarray(0, 100))
  const made = (await writeForward(post, base))!
  expect(made).toMatchObject({
    packets: 1,
    unread: [
      { packet: gone.id, station: sender.station, code: 'FILE-MISSING' },
      { packet: torn.id, station: sender.station, code: 'PACKET-HASH' },
    ],
  })
  expect(inBag(made.folder)).toEqual([`${sound.id}.rkp`])
  // Where nothing can be read at all it is the disk that is missing.
  renameSync(place(sound), `${place(sound)}.away`)
  await expect(writeForward(post, base)).rejects.toMatchObject({ code: 'FILE-MISSING' })
})

it('a post that was restored gives no number twice, and its bag is written all the same', async () => {
  await take()
  const first = (await writeForward(post, base))!
  await post.registry.transaction((tx) => tx.run('DELETE FROM answer'))
  const second = (await writeForward(post, base))!
  expect([first.folder, second.folder].map((folder) => folder.split('-').at(-1))).toEqual(['1', '2'])
})
