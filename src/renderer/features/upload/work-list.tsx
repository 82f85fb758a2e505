import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import { isOfBag, type UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useMay } from '../../ui/use-may.ts'
import { useOneStop } from '../../ui/use-one-stop.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import { ResendDialog } from './resend-dialog.tsx'
import { isDamageHere, workWordsOf } from './work-words.ts'
import classes from './upload-page.module.css'

/** Packets that were refused one by one, or spoilt on a drive: each leads to its recording, to a backup of it, or into the line again. */
export function WorkList({ work, total }: { work: UploadStatus['work']; total: number }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const language = useLanguage()
  const key = ({ recording, code }: UploadStatus['work'][number]) => `${recording} ${code}`
  const may = useMay()
  const [chosen, setChosen] = useState<string[] | null>(null)
  const words = (code: string) => {
    const own = workWordsOf(code)
    if (own === undefined) return refusalOf(code)[language]
    return { what: t(`upload.workWords.${own}.what`), todo: t(`upload.workWords.${own}.todo`) }
  }
  const row = useOneStop(work.map(key))
  // What a drive spoilt goes by itself: nobody has to send it again.
  const refused = work.filter(({ code }) => !isOfBag(code))
  return (
    <Card title={t('upload.work')}>
      <p className={form.quiet}>{t('upload.workText')}</p>
      <ul className={classes.work} onKeyDown={onRowKeys}>
        {work.map((one) => (
          <li key={key(one)}>
            <StatusWord quiet meaning="ganda" word={words(one.code).what} />
            <span className={classes.when}>{words(one.code).todo}</span>
            <span className={classes.when}>
              {[one.code, instant(one.at), one.attempt > 1 ? t('ui.attempt', { attempt: one.attempt }) : null]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
            <div className={classes.ways}>
              {isDamageHere(one.code) && may('restore.planGain') ? (
                <Link to="/restore/gain">{t('upload.workRestore')}</Link>
              ) : null}
              <Link to="/enrolment/recording/$id" params={{ id: one.recording }} {...row(key(one))}>
                {t('upload.workOpen')}
              </Link>
              {may('upload.resend') && !isOfBag(one.code) ? (
                <ActButton size="compact-sm" onClick={() => setChosen([one.recording])}>
                  {t('upload.resend')}
                </ActButton>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {refused.length > 1 && may('upload.resend') ? (
        <div className={classes.acts}>
          <ActButton onClick={() => setChosen(refused.map(({ recording }) => recording))}>
            {t('upload.resendAll', { number: formatCount(refused.length, language) })}
          </ActButton>
        </div>
      ) : null}
      {chosen ? <ResendDialog recordings={chosen} onClose={() => setChosen(null)} /> : null}
      {total > work.length ? (
        <p className={form.quiet}>
          {t('upload.workMore', { more: formatCount(total - work.length, language) })}
        </p>
      ) : null}
    </Card>
  )
}
