import type { UploadStatus } from '../../contract/upload.ts'
import { many } from '../../contract/plural.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { resendPackets, sendRound, startUploadService, uploadStatus } from '../upload/index.ts'
import { typed } from './permissions.ts'
import { SITE_WORDS } from './site-words.ts'
import {
  type Common,
  type Language,
  languageOf,
  print,
  type Say,
  sayer,
  sayIn,
  type Terminal,
} from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** The queue as the window runs it, until the process is asked to stop. */
async function untilStopped(terminal: Terminal, station: Station, say: Say): Promise<void> {
  const stop = startUploadService(station)
  terminal.err(say('Antrean kirim berjalan; Ctrl+C mengakhiri.', 'The queue is being sent; Ctrl+C ends it.'))
  await terminal.stopped()
  await stop()
}

/** How each site is, what waits, and what is to be done about it. */
export function uploadLines(now: number, status: UploadStatus, language: Language): string[] {
  const say = sayIn(language)
  const { sites, posts, waiting, received, atPosts, work, workTotal, proposal } = status
  return [
    ...[...sites, ...posts].map((site) => {
      const heard = site.notice ?? site.trouble
      return `${site.code}: ${SITE_WORDS[site.state][language]}${heard === null ? '' : ` (${heard})`}`
    }),
    say(
      `${now} diterima sekarang, ${waiting} menunggu, ${received} diterima seluruhnya`,
      `${now} received now, ${waiting} waiting, ${received} received in all`,
    ),
    ...(atPosts.oldest === null
      ? []
      : [
          say(
            `${atPosts.count} dipegang pos, belum di pusat data; tertua sejak ${atPosts.oldest}`,
            `${atPosts.count} held by posts, not at the data centre yet; the oldest since ${atPosts.oldest}`,
          ),
        ]),
    ...(workTotal > 0
      ? [
          say(`${workTotal} paket perlu dilihat:`, `${many(workTotal, 'packet')} to be looked at:`),
          ...work.map(({ recording, code }) => `  ${recording}  ${code}`),
        ]
      : []),
    ...(proposal
      ? [
          say(
            `Sejak ${proposal.since} tidak ada situs yang menerima: saatnya ekspor manual (rekam export).`,
            `No site has taken anything since ${proposal.since}: it is time for a manual export (rekam export).`,
          ),
        ]
      : []),
    ...(waiting > 0 && !proposal
      ? [
          say(
            'Teruskan perekaman. Bila perlu, buat ekspor manual: rekam export',
            'Go on recording. If need be, make a manual export: rekam export',
          ),
        ]
      : []),
  ]
}

/**
 * `rekam upload`: one round over both sites with --once, else rounds until the process is stopped. A refusing site is a result; exit code
 * 1 while something still waits.
 */
export async function upload(
  terminal: Terminal,
  options: Common & StationOptions & { once?: boolean; resend?: string[]; reason?: string },
): Promise<number> {
  const { resend, reason = '' } = options
  if (resend && reason.trim().length < 3) throw refuse('UPLOAD-REASON')
  const asked = typed('upload', { 'upload --resend': resend })
  const { round, status } = await withStation(options, asked, async (station) => {
    if (resend) await resendPackets(station, { recordings: resend, reason: reason.trim() })
    const first = await sendRound(station, { now: true })
    if (!options.once) await untilStopped(terminal, station, sayer(options))
    return { round: first, status: uploadStatus(station) }
  })
  print(terminal, options, { ...round, ...status }, uploadLines(round.received, status, languageOf(options)))
  return status.waiting > 0 ? 1 : 0
}
