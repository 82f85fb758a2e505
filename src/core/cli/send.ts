import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { resendPackets, sendRound, startUploadService, uploadStatus } from '../upload/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** The queue as the window runs it, until the process is asked to stop. */
async function untilStopped(terminal: Terminal, station: Station): Promise<void> {
  const stop = startUploadService(station)
  terminal.err('Antrean kirim berjalan; Ctrl+C mengakhiri.')
  await terminal.stopped()
  await stop()
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
    if (!options.once) await untilStopped(terminal, station)
    return { round: first, status: uploadStatus(station) }
  })
  const words = {
    unknown: 'belum dicoba',
    open: 'menerima',
    refusing: 'menolak',
    unreachable: 'tidak terjangkau',
  } as const
  print(terminal, options, { ...round, ...status }, [
    ...[...status.sites, ...status.posts].map(
      (site) =>
        `${site.code}: ${words[site.state]}${(site.notice ?? site.trouble) === null ? '' : ` (${site.notice ?? site.trouble})`}`,
    ),
    `${round.received} diterima sekarang, ${status.waiting} menunggu, ${status.received} diterima seluruhnya`,
    ...(status.atPosts.oldest === null
      ? []
      : [`${status.atPosts.count} dipegang pos, belum di pusat data; tertua sejak ${status.atPosts.oldest}`]),
    ...(status.workTotal > 0
      ? [
          `${status.workTotal} paket perlu dilihat:`,
          ...status.work.map(({ recording, code }) => `  ${recording}  ${code}`),
        ]
      : []),
    ...(status.proposal
      ? [
          `Sejak ${status.proposal.since} tidak ada situs yang menerima: saatnya ekspor manual (rekam export).`,
        ]
      : []),
    ...(status.waiting > 0 && !status.proposal
      ? ['Teruskan perekaman. Bila perlu, buat ekspor manual: rekam export']
      : []),
  ])
  return status.waiting > 0 ? 1 : 0
}
