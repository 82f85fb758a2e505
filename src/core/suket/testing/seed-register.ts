import type { Station } from '../../station.ts'
import { addDays, addMonths } from '../days.ts'
import { todayOf } from '../today.ts'

/** Names as long as they come, with a number that a search finds. */
const NAMES = [
  'YOHANA %d',
  'SITI RAHMAWATI BINTI ABDUL MUTHALIB %d',
  'I GUSTI AYU PUTU MAHARANI KUSUMADEWI PURWANINGSIH %d',
]
const BATCH = 5000
const DAYS = 300

/** The highest number taken of recordings, letters, and numbers left out: what is seeded stands after it. */
function highestSeq(station: Station): number {
  const row = station.read.get<{ seq: number }>(
    `SELECT max(seq) AS seq FROM (SELECT seq FROM recording UNION ALL SELECT seq FROM suket UNION ALL SELECT to_seq FROM register_gap
     UNION ALL SELECT 0)`,
  )
  return row!.seq
}

/**
 * Fills the register fast: `n` recordings and their letters, issued over the last 300 days, one of seven withdrawn, all on paper. Only
 * what the register shows: there are no packets behind them, and no QR that verifies.
 */
export async function seedRegister(station: Station, n: number): Promise<void> {
  const today = todayOf(station)
  const year = Number(today.slice(0, 4))
  const first = 1 + highestSeq(station)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  for (let from = 0; from < n; from += BATCH) {
    await station.write.transaction((tx) => {
      for (let i = first + from; i < first + Math.min(from + BATCH, n); i++) {
        const day = addDays(today, Math.floor(((i - first) / n) * DAYS) - DAYS)
        const at = `${day}T02:00:00.000Z`
        const [recording, letter] = [`r${pad(i, 25)}`, `s${pad(i, 25)}`]
        tx.run(
          `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
           VALUES (?, ?, ?, 'recording', ?, ?, '1985-03-17', '{}', ?, 'seed', '', 1, '', '')`,
          [
            recording,
            station.epoch.id,
            i,
            `5272011703${pad(i, 6)}`,
            NAMES[i % 3]!.replace('%d', String(i)),
            at,
          ],
        )
        tx.run(
          `INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, operator, profile, paper_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'seed', ?, ?)`,
          [
            letter,
            recording,
            `471.13/${pad(i, 5)}/RSB-A/XI/${year}`,
            station.profile.numbers.suket.issuer,
            year,
            i,
            i % 7 === 0 ? 'withdrawn' : 'issued',
            day,
            addMonths(day, 6),
            at,
            'X'.repeat(600),
            station.profile.serial,
            at,
          ],
        )
      }
    })
  }
}
