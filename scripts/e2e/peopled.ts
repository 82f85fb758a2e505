import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { addAccount } from '../../src/core/account/manage.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { saveBiodata } from '../../src/core/enrolment/draft/fields.ts'
import { startDraft } from '../../src/core/enrolment/draft/start.ts'
import { parkDraft } from '../../src/core/enrolment/index.ts'
import { nextTicket, takeTicket } from '../../src/core/enrolment/queue/tickets.ts'
import { whereIsCard } from '../../src/core/printing/index.ts'
import { enterRequest } from '../../src/core/privacy/index.ts'
import { findResidents } from '../../src/core/resident/index.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import { completeDraft, sampleBiodata, seedRecordings } from '../../src/core/testing/index.ts'
import { manyRows } from '../../src/core/testing/many-rows.ts'
import type { Station } from '../../src/core/station.ts'
import { newId } from '../../src/formats/id.ts'
import { newProfile } from './dinas-profile.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const DAY = 86_400_000
/** The longest names that a form takes, and usual ones: plainly samples. */
const NAMES = [
  'CONTOH SITI NURHALIZAH PUTRI RAHMAWATI KUSUMANINGRUM BIMA R',
  'CONTOH AHMAD',
  'CONTOH MUHAMMAD FAJAR RAMADHAN',
  'CONTOH NI LUH PUTU AYU WIDYASTUTI',
  'CONTOH BUDI SANTOSO',
] as const

/** A station as it is after years: what each page that needs one is about. */
export interface Peopled {
  readonly secret: string
  /** What stands for the parameter of a route, by the route. */
  readonly params: Readonly<Record<string, string>>
}

const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()

async function tickets(station: Station): Promise<void> {
  const kinds = ['pregnant', null, null, 'elderly', null, 'disabled'] as const
  const purposes = ['new', 'new', 'outside', 'new'] as const
  for (let n = 0; n < 12; n++)
    await takeTicket(station, {
      key: newId(station.ports.random),
      name: NAMES[n % NAMES.length]!,
      nik: sampleBiodata(200 + n).nik,
      phone: '081234567890',
      purpose: purposes[n % purposes.length]!,
      priority: kinds[n % kinds.length]!,
    })
  await nextTicket(station)
}

async function drafts(station: Station): Promise<string> {
  for (const [n, reason] of ['Anak lelah atau menangis', 'Hendak melahirkan atau sakit'].entries()) {
    const { id } = await startDraft(station, sampleBiodata(300 + n).nik)
    await saveBiodata(station, id, { ...sampleBiodata(300 + n), nama: NAMES[n * 3]! })
    await parkDraft(station, id, { reason, phone: '081234567890', callOn: '2017-01-01' })
  }
  const { id } = await completeDraft(station, 310)
  return id
}

/** Rows of the register by themselves: no packets lie behind most of them. */
async function years(station: Station, rows: number): Promise<void> {
  await manyRows(station, rows)
  await station.write.transaction((tx) => {
    for (const [n, name] of NAMES.entries())
      tx.run("UPDATE recording SET name = ? WHERE id LIKE '00000000%' AND seq % ? = ?", [
        name,
        NAMES.length,
        n,
      ])
    // The few that were truly sealed lie on both disks too.
    tx.run(
      `INSERT INTO copy (packet, disk, volume, level, at) SELECT r.id, k.id, '202611/S0000001.TAR', 'L1', :at
       FROM recording r CROSS JOIN disk k WHERE r.id NOT LIKE '00000000%'`,
      { at: new Date().toISOString() },
    )
    tx.run("DELETE FROM copy WHERE disk LIKE '%merah' AND packet LIKE '%7'")
    tx.run(
      "UPDATE disk SET due_on = '2026-01-20', place = 'Rumah Bu Sekretaris Kecamatan Rasanae Barat', label = 'Disk merah' WHERE id LIKE '%merah'",
    )
    tx.run("UPDATE disk SET label = 'Disk biru', place = 'Brankas Dinas' WHERE id LIKE '%b1r0'")
    tx.run(
      "INSERT INTO site (code, state, since, notice) VALUES ('mmu', 'refusing', :from, 'Pusat data tidak menerima pengiriman'), ('batam', 'open', :from, NULL)",
      { from: ago(5) },
    )
    for (const [days, state] of [
      [20, 'unreachable'],
      [18, 'open'],
      [5, 'refusing'],
    ] as const)
      tx.run("INSERT INTO site_log (site, at, state) VALUES ('mmu', ?, ?)", [ago(days), state])
  })
}

function residentList(): string {
  const rows = Array.from({ length: 400 }, (_, n) => {
    const { nik, kk } = sampleBiodata(400 + n)
    return `${nik},${kk},${NAMES[n % NAMES.length]} ${'ABCDEFGHIJKLMNOPQRST'[n % 20]},01-01-1985,PARUGA,JALAN CONTOH NOMOR ${n} RT 001 RW 002`
  })
  return `NIK,NO_KK,NAMA_LGKP,TGL_LHR,DESA,ALAMAT\n${rows.join('\n')}\n`
}

/**
 * Makes a station in `base` in which every page has something to show: a queue, parked recordings, thousands of sealed ones, letters,
 * cards, disks, sites, accounts, requests, the Dinas' list. Names are as long as the form takes them.
 */
export async function peopledStation(base: string, rows = 1500): Promise<Peopled> {
  const station = path.join(base, 'station')
  await sampleStation(base)
  await newProfile(base, 2, (profile) => ({ ...profile, retention: { recordingDays: 1, auditDays: 365 } }))
  writeFileSync(path.join(base, 'daftar.csv'), residentList())
  await rekam('residents', 'import', path.join(base, 'daftar.csv'), '--station', station)
  const params = await withOpenStation({ station, account: 'penyelia' }, async (open) => {
    const ids = await seedRecordings(open, 8, { bytes: 3000, from: 20 })
    const letters = await Promise.all(ids.slice(0, 5).map((id) => issueSuket(open, id)))
    await whereIsCard(open, [ids[0]!])
    await tickets(open)
    const draft = await drafts(open)
    await enterRequest(open, { about: { recording: ids[0]! }, way: 'letter', askedOn: '2026-01-02' })
    await enterRequest(open, { about: { recording: ids[1]! }, way: 'desk' })
    await years(open, rows)
    const found = findResidents(open, { text: 'contoh', limit: 1 })
    return {
      '/enrolment/draft/$id': draft,
      '/enrolment/sealed/$id': ids[0]!,
      '/enrolment/recording/$id': ids[0]!,
      '/suket/$id': letters[0]!.id,
      '/residents/$key': found.rows[0]!.key,
    }
  })
  await withOpenStation({ station, account: 'administrator' }, async (open) => {
    for (const [name, role] of [
      ['operator-contoh-bernama-panjang', 'operator'],
      ['operator-kedua', 'operator'],
    ] as const)
      await addAccount(open, { name, role, passphrase: 'contoh sandi yang panjang 7' })
  })
  return { secret: readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim(), params }
}
