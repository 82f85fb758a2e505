import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Board, BoardSite } from '../../../contract/board.ts'
import { refusalOf } from '../../../contract/catalogue.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './board-page.module.css'
import { hoursOut } from './chart-words.ts'

const DAYS = 30
const WIDTH = 472
const MS = DAYS * 86_400_000

/** Thirty days of a site from left to right; hatched while it took nothing. */
function Strip({ site, at }: { site: BoardSite; at: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = Date.parse(at)
  const x = (moment: string | null) =>
    Math.min(1, Math.max(0, 1 - (now - (moment === null ? now : Date.parse(moment))) / MS)) * WIDTH
  const hours = formatCount(hoursOut(site.out, new Date(at)), language)
  const count = formatCount(site.out.length, language)
  const label =
    site.out.length === 0
      ? t('board.sites.noOut', { name: site.name })
      : t('board.sites.out', { name: site.name, count, hours })
  return (
    <svg className={classes.chart} viewBox={`0 0 ${WIDTH} 12`} role="img" aria-label={label}>
      <title>{label}</title>
      <defs>
        <pattern
          id="out-hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line className={classes.hatch} x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      <rect
        className={site.state === 'unknown' ? classes.rest : classes.aman}
        x={0}
        y={0}
        width={WIDTH}
        height={12}
        rx={2}
      />
      {site.out.map(({ from, to }) => {
        const left = x(from)
        const width = Math.max(2, x(to) - left)
        return (
          <g key={from}>
            <rect className={classes.menunggu} x={left} y={0} width={width} height={12} />
            <rect fill="url(#out-hatch)" x={left} y={0} width={width} height={12} />
          </g>
        )
      })}
    </svg>
  )
}

/** The sites in words, since when, the outages of the last thirty days, and exports that nobody answered in time. */
export function SiteStrips({ sites, at, overdueBags }: Pick<Board, 'sites' | 'at' | 'overdueBags'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const open = sites.filter(({ state }) => state === 'open').length
  const known = sites.some(({ state }) => state !== 'unknown')
  const title = !known
    ? t('board.sites.title')
    : open > 0
      ? t('board.sites.open', { count: open })
      : t('board.sites.closed')
  return (
    <Card title={title}>
      {sites.length === 0 ? <p className={form.quiet}>{t('board.sites.none')}</p> : null}
      <ul className={classes.sites}>
        {sites.map((site) => {
          const { code, name, state, since, notice, trouble } = site
          const why = trouble ? refusalOf(trouble)[language].what : notice
          return (
            <li key={code}>
              <div className={classes.siteHead}>
                <Link to="/upload" className={classes.siteName}>
                  {name}
                </Link>
                <StatusWord
                  quiet
                  meaning={state === 'open' ? 'aman' : 'menunggu'}
                  word={t(`upload.siteStates.${state}`)}
                />
                <span className={form.quiet}>
                  {since && state !== 'unknown' ? t('upload.since', { at: instant(since) }) : ''}
                </span>
              </div>
              {why && state !== 'open' ? <p className={form.quiet}>{why}</p> : null}
              <Strip site={site} at={at} />
            </li>
          )
        })}
      </ul>
      {overdueBags.count > 0 ? (
        <Link to="/upload" className={classes.siteName}>
          <StatusWord
            meaning="bahaya"
            word={t('board.sites.overdueBags', {
              count: overdueBags.count,
              since: overdueBags.oldest ? instant(overdueBags.oldest) : '',
            })}
          />
        </Link>
      ) : null}
    </Card>
  )
}
