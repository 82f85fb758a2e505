import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { UploadStatus } from '../../../contract/upload.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './upload-page.module.css'

/** Packets that were refused one by one: each leads to its recording. */
export function WorkList({ work }: { work: UploadStatus['work'] }) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <Card title={t('upload.work')}>
      <p className={form.quiet}>{t('upload.workText')}</p>
      <ul className={classes.work} onKeyDown={onRowKeys}>
        {work.map(({ recording, code, at }) => (
          <li key={`${recording} ${code}`}>
            <StatusWord quiet meaning="ganda" word={code} />
            <span className={classes.when}>{instant(at)}</span>
            <Link to="/enrolment/recording/$id" params={{ id: recording }} data-row>
              {t('upload.workOpen')}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
