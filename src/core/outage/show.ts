import { anySiteSchema } from '../../contract/ids.ts'
import type { Outage } from '../../contract/outage.ts'
import { plausibleUntil } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { listNotices } from './notices.ts'
import { dated, type LogRow, spellsOf } from './spells.ts'

/** Lines of the log that are read, and stretches that are shown. */
const LINES = 2000
const SHOWN = 100
/** A code of ours stands in the log where the site had no words of its own. */
const CODE = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/

/** When each site took nothing and for how long, and what was written about it. */
export function showOutage({ read, profile, ports }: Station): Outage {
  const log = read.all<LogRow>(
    'SELECT rowid AS n, site, at, state, notice FROM site_log ORDER BY at DESC LIMIT ?',
    [LINES],
  )
  const names = new Map(profile.sites.map(({ code, name }) => [code, name]))
  const now = ports.now().getTime()
  return {
    spells: spellsOf(dated(log, plausibleUntil(ports.now())))
      .slice(0, SHOWN)
      .flatMap(({ site, state, from, to, notice }) => {
        const code = anySiteSchema.safeParse(site)
        if (!code.success) return []
        const until = to === null ? now : Date.parse(to)
        return {
          site: code.data,
          name: names.get(site) ?? site,
          state,
          from,
          to,
          seconds: Math.max(0, Math.round((until - Date.parse(from)) / 1000)),
          notice: notice !== null && CODE.test(notice) ? null : notice,
        }
      }),
    notices: listNotices(read),
  }
}
