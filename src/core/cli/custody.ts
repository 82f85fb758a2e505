import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { day } from '../../contract/base.ts'
import { backupStatus, checkByHand, ejectDisk, keepDisk, reportLost, settleAlarm } from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import { saveBreach } from '../restore/index.ts'
import { checkLines, ejectLines, statusLines } from './disk-words.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

type OfStation = Common & StationOptions

function dayOf(text: string): string {
  const read = day.safeParse(text)
  if (!read.success) throw refuse('BACKUP-DAY', { day: text })
  return read.data
}

/** `rekam disk list`: the station's disks, where they are, those reported lost, and every drive that is connected. */
export async function diskList(terminal: Terminal, options: OfStation): Promise<void> {
  const status = await withStation(options, 'disk list', (station) => backupStatus(station))
  const { disks, lost, alarms, reminders, drives } = status
  print(
    terminal,
    options,
    { disks, lost, alarms, reminders, drives },
    statusLines(status, languageOf(options)),
  )
}

/** `rekam disk check`: inventory of a disk, and the verification that is due, or with --all of everything. Exit code 1 when volumes are gone or changed. */
export async function diskCheck(
  terminal: Terminal,
  options: OfStation & { disk: string; all?: boolean },
): Promise<number> {
  const mount = resolve(options.disk)
  const { found, alarms } = await withStation(options, 'disk check', async (station) => ({
    found: await checkByHand(station, mount, options.all),
    alarms: (await backupStatus(station)).alarms,
  }))
  const lines = checkLines(found, options.all === true, languageOf(options))
  print(terminal, options, { ...found, alarms }, lines)
  return alarms.length > 0 ? 1 : 0
}

/** `rekam disk eject`: unmounts a disk so that it may be pulled. */
export async function diskEject(terminal: Terminal, options: OfStation & { disk: string }): Promise<void> {
  const { unread } = await withStation(options, 'disk eject', (station) =>
    ejectDisk(station, resolve(options.disk)),
  )
  print(terminal, options, { ejected: true, unread }, ejectLines(unread, languageOf(options)))
}

/** `rekam disk settle ALARM`: a supervisor says what an alarm was. */
export async function diskSettle(
  terminal: Terminal,
  alarm: string,
  options: OfStation & { reason: string },
): Promise<void> {
  await withStation(options, 'disk settle', (station) => settleAlarm(station, alarm, options.reason))
  print(terminal, options, { alarm, settled: true }, [
    sayer(options)('Peringatan diselesaikan', 'The alarm is settled'),
  ])
}

export interface KeepOptions extends OfStation {
  readonly place?: string
  readonly holder?: string
  readonly due?: string
}

/** `rekam disk keep ID`: place, holder, due date; what is not named stays. */
export async function diskKeep(terminal: Terminal, id: string, options: KeepOptions): Promise<void> {
  const due = options.due === undefined ? undefined : dayOf(options.due)
  const kept = await withStation(options, 'disk keep', async (station) => {
    const now = (await backupStatus(station)).disks.find((disk) => disk.id === id)
    const keep = {
      disk: id,
      place: options.place ?? now?.place ?? '',
      holder: options.holder ?? now?.holder ?? '',
      dueOn: due ?? now?.dueOn ?? null,
    }
    await keepDisk(station, keep)
    return keep
  })
  print(terminal, options, kept, [`${kept.place || '-'}  ${kept.holder || '-'}  ${kept.dueOn ?? '-'}`])
}

export interface LostOptions extends OfStation {
  readonly noticed: string
  readonly circumstances: string
}

/** `rekam disk lost ID`: subtracts its copies at once and says what fell below the policy. */
export async function diskLost(terminal: Terminal, id: string, options: LostOptions): Promise<void> {
  const report = { disk: id, noticedOn: dayOf(options.noticed), circumstances: options.circumstances }
  const loss = await withStation(options, 'disk lost', (station) => reportLost(station, report))
  const say = sayer(options)
  print(terminal, options, loss, [
    say(
      `${loss.label} dicatat hilang: ${loss.packets} paket tidak dihitung lagi`,
      `${loss.label} is on record as lost: ${many(loss.packets, 'packet')} no longer counted on it`,
    ),
    say(`${loss.below} jatuh di bawah kebijakan:`, `${loss.below} fell below the policy:`),
    ...loss.belowPackets.map((packet) => `  ${packet}`),
    say(`${loss.onceOnly} hanya ada di satu tempat:`, `${loss.onceOnly} in one place only:`),
    ...loss.onceOnlyPackets.map((packet) => `  ${packet}`),
  ])
}

/** `rekam disk breach ID`: the signed report of what a lost disk held, and sealed to whom. */
export async function diskBreach(
  terminal: Terminal,
  id: string,
  options: OfStation & { out: string },
): Promise<void> {
  const saved = await withStation(options, 'disk breach', (station) =>
    saveBreach(station, id, resolve(options.out)),
  )
  print(terminal, options, saved, [
    sayer(options)(`Laporan: ${saved.path}`, `Report: ${saved.path}`),
    sayer(options)(`Tanda tangan: ${saved.signature}`, `Signature: ${saved.signature}`),
  ])
}
