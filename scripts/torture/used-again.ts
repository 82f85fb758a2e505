// After harm to a disk: the next backup on it succeeds, where need be after a supervisor settled the alarm and the disk was paired again.
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { handsHere } from '../../src/core/backup/engine/hands.ts'
import { checkByHand, pairDisk, runBackup, settleAlarm } from '../../src/core/backup/index.ts'
import { openAlarms } from '../../src/core/backup/routine/alarm.ts'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import type { Station } from '../../src/core/station.ts'
import { reopenStation } from '../../src/core/testing/reopen-station.ts'
import { lostCopies, outcomeOf, wordless } from './judge.ts'
import { type Victim, withDrives } from './rig.ts'

/** What a person does at a disk that was refused: the inventory, the supervisor's word, the pairing. */
export async function settledAndUsed(station: Station, mount: string): Promise<string[]> {
  const penyelia = Object.create(station, {
    actor: { value: { account: 'penyelia', role: 'penyelia' } },
  }) as Station
  const pair = () =>
    outcomeOf(() => pairDisk(penyelia, { mount, kind: 'rotation', label: 'DISK LAGI', place: '' }))
  const found = await outcomeOf(() => checkByHand(penyelia, mount))
  const first = await pair()
  for (const { id } of openAlarms(station.read)) await settleAlarm(penyelia, id, 'siksaan')
  const { said } = first.said === 'BACKUP-ALARM-OPEN' ? await pair() : first
  if (said !== 'done') return [...wordless(found), `pairing it again said ${said}`]
  const next = await outcomeOf(() => runBackup(penyelia, mount, { thorough: true, hands: () => handsHere() }))
  return next.said === 'done' ? wordless(found) : [`the backup after pairing it again said ${next.said}`]
}

/** On a copy of the station, so that the next harm meets the station that knows the disk as it was. */
export async function usedAgain(victim: Victim): Promise<string[]> {
  const { mount } = victim.volume
  const folder = victim.on.temp('used-again')
  cpSync(victim.on.folder, folder, { recursive: true })
  const { station: copy, store, ports } = reopenStation(folder, victim.station.keys.store, folder)
  try {
    const station = withDrives({ station: copy, ports }, mount)
    const sealed = new Map(victim.sealed)
    for (const { id, sha256 } of await seedPackets(station, 1, { bytes: 3000, photo: 10 }))
      sealed.set(id, sha256)
    const before = filesOf(mount)
    const first = await outcomeOf(() => runBackup(station, mount, { hands: () => handsHere() }))
    const wrong = wordless(first)
    if (first.said !== 'done') wrong.push(...(await settledAndUsed(station, mount)))
    const gone = before.filter((name) => /[CS]\d{7}\./.test(name) && !filesOf(mount).includes(name))
    if (gone.length > 0) wrong.push(`${gone.join(', ')} was deleted`)
    const { copies } = station.read.get<{ copies: number }>(
      "SELECT count(DISTINCT packet) AS copies FROM copy c JOIN disk k ON k.id = c.disk WHERE k.state = 'paired'",
    )!
    if (copies !== sealed.size) wrong.push(`the next backup left out ${sealed.size - copies}`)
    const disk = station.read.get<{ id: string }>(
      "SELECT id FROM disk WHERE state = 'paired' ORDER BY paired_at DESC",
    )
    // Harm that neither names nor sizes show waits for the next verification (decision 0031).
    return first.said === 'done' ? wrong : [...wrong, ...(await lostCopies(station, mount, sealed, disk?.id))]
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function filesOf(mount: string): string[] {
  return readdirSync(join(mount, 'REKAM'), { recursive: true, encoding: 'utf8' })
}
