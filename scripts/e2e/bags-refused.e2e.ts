// What comes of a bag that went wrong, in the real window: a drive with a bad place, whose packet the intake refuses; and a bag that was cut off,
// with its drive away. In both languages. Screenshots are kept in out/screens.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, inLanguage, press, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { rekam } from './rekam.ts'
import { stationWithSites } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-bags-refused-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const DAY_MS = 86_400_000
let opened: Launched | undefined

/** The window with the station open, in a language. */
async function open(language: 'id' | 'en') {
  opened = await launch({ station: at('station') })
  const { window, screenshot } = opened
  window.setDefaultTimeout(60_000)
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  if (language === 'en') await inLanguage(window, 'en')
  return { ...opened, shot: (name: string) => screenshot(`bags-refused-${name}-${language}`) }
}

/** A bad place in the middle of a packet of a bag. Answers the packet. */
async function damageOne(folder: string): Promise<string> {
  const id = await withOpenStation({ station: at('station') }, async ({ read }) => {
    return read.get<{ id: string }>('SELECT id FROM recording ORDER BY seq DESC LIMIT 1')!.id
  })
  const place = path.join(folder, 'data', `${id}.rkp`)
  const bytes = readFileSync(place)
  bytes[bytes.length >> 1]! ^= 255
  writeFileSync(place, bytes)
  return id
}

describe('a bag that went wrong', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const ports = { mmu: await freePort(), batam: await freePort() }
    await stationWithSites(base, ['01', '02', '03'], ports)
    for (const folder of ['drive', 'answers']) mkdirSync(at(folder))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('the intake refuses a damaged packet: the bag says so, the packet is to be looked at and waits for the next bag', async () => {
    const { folder } = (
      await rekam('export', '--station', at('station'), '--to', at('drive'), '--json')
    ).json<{
      folder: string
    }>()
    await damageOne(folder)
    const site = ['--site', at('dinas/sites/mmu'), '--out', at('answers'), '--json']
    const { answer } = (await rekam('intake', '--bag', folder, ...site)).json<{ answer: string }>()
    const first = await open('id')
    await goTo(first.window, 'Pengiriman')
    await answerDialogs(first.app, answer)
    await press(first.window, /^Baca tanda terima/)
    await first.window.getByText('1 paket dari tas itu tidak diambil; lihat “Perlu dilihat”.').waitFor()
    await first.window.getByText('dijawab 2 dari 3, 1 ditolak').waitFor()
    await first.window.getByText(/^Paket ini tidak sampai utuh/).waitFor()
    await first.window.getByText(/^1 rekaman, /).waitFor()
    expect(await first.window.getByRole('button', { name: /^Kirim lagi/ }).count()).toBe(0)
    await first.shot('answered')
    await first.window.getByText(/^Paket ini tidak sampai utuh/).scrollIntoViewIfNeeded()
    await first.shot('work')
    expect(first.complaints).toEqual([])
    await first.close()
    const second = await open('en')
    await goTo(second.window, 'Sending')
    await second.window.getByText('answered 2 of 3, 1 refused').waitFor()
    await second.window.getByText(/^This packet did not arrive whole/).waitFor()
    await second.shot('answered')
    await second.window.getByText(/^This packet did not arrive whole/).scrollIntoViewIfNeeded()
    await second.shot('work')
    expect(second.complaints).toEqual([])
    await second.close()
    opened = undefined
    const said = await rekam('receipts', '--station', at('station'), '--from', answer)
    expect([said.code, said.out]).toEqual([1, expect.stringContaining('1 paket tidak diambil')])
  })

  test('a bag that was cut off, its drive away for days: one truth in the plan, in its row and on every page', async () => {
    await rekam('export', '--station', at('station'), '--to', at('drive'), '--json')
    renameSync(at('drive'), at('drive-away'))
    await withOpenStation({ station: at('station') }, (station) =>
      station.write.transaction((tx) => {
        const { id } = tx.get<{ id: string }>('SELECT id FROM bag ORDER BY seq DESC LIMIT 1')!
        const items = tx.all<{ packet: string }>('SELECT packet FROM bag_item WHERE bag = ?', [id])
        tx.run('INSERT INTO local (key, value) VALUES (?, ?)', [
          `bag-making:${id}`,
          JSON.stringify(items.map(({ packet }) => [packet, 1])),
        ])
        tx.run('DELETE FROM bag_item WHERE bag = ?', [id])
        const made = new Date(Date.now() - 5 * DAY_MS).toISOString()
        tx.run(`UPDATE bag SET state = 'making', packets = 0, made_at = ? WHERE id = ?`, [made, id])
      }),
    )
    for (const [language, room, plan, row, todo, open_] of [
      [
        'id',
        'Pengiriman',
        /^1 rekaman mungkin ada di tas yang terputus/,
        /^terputus saat dibuat/,
        /^Pasang drive-nya/,
        'Buka',
      ],
      [
        'en',
        'Sending',
        /^Recordings perhaps in a bag that was cut off: 1/,
        /^cut off while it was written/,
        /^Connect its drive/,
        'Open',
      ],
    ] as const) {
      const { window, shot, complaints, close } = await open(language)
      await window
        .getByRole('link', { name: language === 'id' ? '1 ekspor lewat waktunya' : 'Exports overdue: 1' })
        .waitFor()
      await goTo(window, room)
      await window.getByText(plan).waitFor()
      await window.getByText(row).waitFor()
      // Nobody is told to export what perhaps lies there.
      expect(await window.getByText(/tidak sampai utuh|did not arrive whole/).count()).toBe(0)
      await shot('cut-off')
      await window.getByRole('button', { name: open_, exact: true }).first().focus()
      await window.keyboard.press('Enter')
      await window.getByRole('dialog').getByText(todo).waitFor()
      await shot('cut-off-bag')
      expect(complaints).toEqual([])
      await close()
    }
    opened = undefined
  })
})
