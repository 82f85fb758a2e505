import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import QRCode from 'qrcode'
import { afterEach, expect, test } from 'vitest'
import { CENTRAL_STATUSES } from '../../../contract/status.ts'
import { REPORT_STATUSES } from '../../../formats/report/report.ts'
import { decodeReportText, verifyReportText } from '../../../formats/report/report-text.ts'
import { readQr } from '../../../lib/qr/read-qr.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { manyRows } from '../../testing/many-rows.ts'
import { boardHandlers } from '../handlers.ts'
import { makeReport } from './make.ts'

let open: TestStation | undefined
afterEach(() => open?.close())

test('a report counts every status that a recording can have', () => {
  expect([...REPORT_STATUSES]).toEqual([...CENTRAL_STATUSES])
})

test('the evening report is signed by the station, says what the board says, and nothing of a person', async () => {
  open = await openTestStation()
  const { station, context } = open
  const ids = await seedRecordings(station, 3, { bytes: 3000 })
  await station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state, due_on)
       VALUES ('${'0'.repeat(26)}', 'Disk ' || char(10) || 'dengan nama yang panjang sekali', 'rotation', 'red', ' ', '', 'ext4', '2026-01-01T00:00:00.000Z', 'paired', '2020-01-01')`,
    ),
  )
  const shown = await call(boardHandlers.report, {}, { context })
  const board = await call(boardHandlers.show, {}, { context })
  const report = verifyReportText(shown.text, station.trust)
  expect(report).toMatchObject({
    station: station.code,
    epoch: station.epoch.id,
    position: 1,
    seq: shown.seq,
    head: { seq: 3 },
    today: { recorded: 3, suket: 0, printed: 0, handedOver: 0 },
    recordings: 3,
    waiting: 3,
    onceOnly: 3,
    copies: [3, 0, 0],
    diskCount: 1,
    disks: [{ label: 'Disk  dengan nama yang p', place: null, behind: 3, dueOn: '2020-01-01' }],
  })
  expect(report.statuses.reduce((sum, n) => sum + n, 0)).toBe(board.total.recorded)
  expect(shown).toMatchObject({ copies: [3, 0, 0], overdueDisks: 1, waiting: 3 })
  const { signed } = decodeReportText(shown.text)
  const said = Buffer.from(signed.bytes).toString()
  for (const { nik, name } of station.read.all<{ nik: string; name: string }>(
    'SELECT nik, name FROM recording',
  )) {
    expect(said).not.toContain(nik)
    expect(said).not.toContain(name)
  }
  expect(ids).toHaveLength(3)
  // The next one is newer, though nothing else happened.
  expect((await makeReport(station, 'saved')).report.seq).toBeGreaterThan(shown.seq)
  const { lists } = await call(boardHandlers.checklist, {}, { context })
  expect(lists[1]!.items.find(({ item }) => item === 'report')).toMatchObject({ ok: true })
})

test('it is saved as a sheet and as a text, both of which read back', async () => {
  open = await openTestStation()
  const { station, context } = open
  await manyRows(station, 60)
  const folder = open.temp('evening')
  for (const kind of ['pdf', 'txt'] as const) {
    const path = join(folder, `laporan.${kind}`)
    await call(boardHandlers.saveReport, { kind, path }, { context })
    const [text] = await readQr(readFileSync(path))
    expect(verifyReportText(text!, station.trust).recordings).toBe(61)
  }
  const { text } = await call(boardHandlers.report, {}, { context })
  const picture = await QRCode.toBuffer([{ data: text, mode: 'alphanumeric' }], {
    errorCorrectionLevel: 'M',
    scale: 4,
  })
  expect(await readQr(picture)).toEqual([text])
})
