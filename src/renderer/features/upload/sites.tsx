import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { shownState } from '../../ui/site-state.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { commonNotice, SITE_MEANING } from './site-words.ts'
import classes from './upload-page.module.css'

type Site = UploadStatus['sites'][number]
type Post = UploadStatus['posts'][number]

/** Both sites, and collecting posts after them, in words: what they do, since when, what they say themselves. */
export function Sites({ sites }: { sites: readonly (Site | Post)[] }) {
  const { t } = useTranslation()
  const common = commonNotice(sites)
  return (
    <Card title={t('upload.sites')}>
      {sites.length === 0 ? <p className={form.quiet}>{t('upload.noSites')}</p> : null}
      <ul className={classes.sites}>
        {sites.map((site) => (
          <SiteItem key={site.code} site={site} common={common !== null} />
        ))}
      </ul>
      {common ? <p className={classes.notice}>{common}</p> : null}
    </Card>
  )
}

function SiteItem({ site, common }: { site: Site | Post; common: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const { name, state, since, notice, trouble, nextProbeAt, heardAt } = site
  const shown = shownState(site)
  return (
    <li>
      <div className={classes.siteHead}>
        <strong>{name}</strong>
        <StatusWord quiet meaning={SITE_MEANING[state]} word={t(`upload.siteStates.${shown}`)} />
      </div>
      <span className={classes.when}>
        {[
          since && state !== 'unknown' ? t('upload.since', { at: instant(since) }) : null,
          heardAt ? t('upload.heard', { at: instant(heardAt) }) : null,
          nextProbeAt && state !== 'open' ? t('upload.nextProbe', { at: instant(nextProbeAt) }) : null,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
      {trouble ? <p className={classes.notice}>{refusalOf(trouble)[language].what}</p> : null}
      {notice && !common ? <p className={classes.notice}>{notice}</p> : null}
    </li>
  )
}
