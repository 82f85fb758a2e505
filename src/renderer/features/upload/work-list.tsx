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
import { useOneStop } from '../../ui/use-one-stop.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './upload-page.module.css'

/** Packets that were refused one by one: each leads to its recording. */
export function WorkList({ work, total }: { work: UploadStatus['work']; total: number }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const language = useLanguage()
  const key = ({ recording, code }: UploadStatus['work'][number]) => `${recording} ${code}`
  const row = useOneStop(work.map(key))
  return (
    <Card title={t('upload.work')}>
      <p className={form.quiet}>{t('upload.workText')}</p>
      <ul className={classes.work} onKeyDown={onRowKeys}>
        {work.map((one) => (
          <li key={key(one)}>
            <div className={classes.why}>
              <StatusWord quiet meaning="ganda" word={refusalOf(one.code)[language].what} />
              <span className={classes.when}>
                {refusalOf(one.code)[language].todo} {one.code} · {instant(one.at)}
              </span>
            </div>
            <Link to="/enrolment/recording/$id" params={{ id: one.recording }} {...row(key(one))}>
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
