import { readProfile } from '../../../formats/profile/profile.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'

/** A packet that was on the disk. */
export interface LostPacket {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly sealed_at: string
  readonly bytes: number
}

/** What a lost disk held, as the register has it. */
export interface BreachFacts {
  readonly disk: string
  readonly label: string
  readonly kind: 'desk' | 'rotation'
  readonly fs: string
  readonly place: string
  readonly holder: string
  readonly pairedAt: string
  readonly at: string
  readonly noticedOn: string
  readonly circumstances: string
  readonly by: string
  readonly onceOnly: number
  readonly below: number
  readonly packets: readonly LostPacket[]
  /** Register lines, accounts and audit lay on it, sealed, as of then; null where nothing was ever committed. */
  readonly state: { readonly at: string; readonly residents: number; readonly recipient: string } | null
  /** age recipients of the packets, by each profile of the Dinas that was in force. */
  readonly recipients: readonly {
    readonly serial: number
    readonly datacenter: string
    readonly recovery: string
  }[]
}

type Lost = Omit<BreachFacts, 'packets' | 'state' | 'recipients'>

function stateOn({ read, keys }: Station, disk: string): BreachFacts['state'] {
  const last = read.get<{ at: string | null }>('SELECT max(at) AS at FROM disk_commit WHERE disk = ?', [disk])
  if (!last?.at) return null
  const residents = read.get<{ n: number }>('SELECT count(*) AS n FROM recording WHERE sealed_at <= ?', [
    last.at,
  ])
  return { at: last.at, residents: residents?.n ?? 0, recipient: keys.stateRecipient }
}

/** Profiles that were in force while packets of the disk were sealed; the newest counts where none was. */
function recipientsOf({ read, profile }: Station, until: string | undefined): BreachFacts['recipients'] {
  const rows = read.all<{ serial: number; bytes: string }>(
    'SELECT serial, bytes FROM profile WHERE installed_at <= ? ORDER BY serial',
    [until ?? ''],
  )
  const found = rows.map(({ serial, bytes }) => {
    const { datacenter, recovery } = readProfile(utf8(bytes)).recipients
    return { serial, datacenter, recovery }
  })
  return found.length > 0 ? found : [{ serial: profile.serial, ...profile.recipients }]
}

/** Fault NOT-FOUND for a disk that was never reported lost. */
export function breachFacts(station: Station, disk: string): BreachFacts {
  const { read } = station
  const lost = read.get<Lost>(
    `SELECT l.disk, k.label, k.kind, k.fs, l.place, l.holder, k.paired_at AS pairedAt, l.at, l.noticed_on AS noticedOn,
       l.circumstances, l.actor AS "by", l.once_only AS onceOnly, l.below
     FROM disk_loss l JOIN disk k ON k.id = l.disk WHERE l.disk = ? ORDER BY l.at DESC LIMIT 1`,
    [disk],
  )
  if (!lost) throw refuse('NOT-FOUND', { what: 'Disk yang dilaporkan hilang' })
  const packets = read.all<LostPacket>(
    `SELECT r.id, r.epoch, r.seq, r.sealed_at, r.bytes FROM copy c JOIN recording r ON r.id = c.packet
     WHERE c.disk = ? ORDER BY r.sealed_at, r.epoch, r.seq`,
    [disk],
  )
  return {
    ...lost,
    packets,
    state: stateOn(station, disk),
    recipients: recipientsOf(station, packets.at(-1)?.sealed_at),
  }
}
