import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './upload-page.module.css'

/** Packets that were refused one by one: each leads to its recording. */
export function WorkList({ work, total }: { work: UploadStatus['work']; total: number }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const language = useLanguage()
  return (
    <Card title={t('upload.work')}>
      <p className={form.quiet}>{t('upload.workText')}</p>
      <ul className={classes.work} onKeyDown={onRowKeys}>
        {work.map(({ recording, code, at }) => (
          <li key={`${recording} ${code}`}>
            <div className={classes.why}>
              <StatusWord quiet meaning="ganda" word={refusalOf(code)[language].what} />
              <span className={classes.when}>
                {refusalOf(code)[language].todo} {code} · {instant(at)}
              </span>
            </div>
            <Link to="/enrolment/recording/$id" params={{ id: recording }} data-row>
              {t('upload.workOpen')}
            </Link>
          </li>
        ))}
      </ul>
      {total > work.length ? (
        <p className={form.quiet}>
          {t('upload.workMore', { more: formatCount(total - work.length, language) })}
        </p>
      ) : null}
    </Card>
  )
}
