import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { STATUS, statusWord } from '../../../../contract/status.ts'
import type { Where } from '../../../../contract/visit.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { TellResident } from '../../../ui/tell-resident.tsx'
import { VisitsCard } from '../../../ui/visits/visits-card.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { SlipButtons } from './slip-buttons.tsx'

/** What is said to a resident who asks for the card. */
export function WhereAnswer({ found }: { found: Where }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  switch (found.found) {
    case 'recording':
      return <Recorded found={found} />
    case 'draft':
      return (
        <Otherwise
          words={t('printing.where.draft')}
          act={t('printing.where.draftOpen')}
          run={() => void navigate({ to: '/enrolment/draft/$id', params: { id: found.draft } })}
        />
      )
    case 'elsewhere':
      return (
        <div role="status">
          <p>
            <strong>{t('printing.where.elsewhere', { station: found.station, seq: found.seq })}</strong>
          </p>
          <p>{t(found.proven ? 'printing.where.proven' : 'printing.where.unproven')}</p>
        </div>
      )
    default:
      found.found satisfies 'nobody'
      return (
        <>
          <TellResident status="UNREGISTERED" step="resident" />
          <Otherwise
            words={t('printing.where.nobody')}
            act={t('printing.where.record')}
            run={() => void navigate({ to: '/enrolment/new', state: { nik: found.nik } })}
          />
        </>
      )
  }
}

function Otherwise({ words, act, run }: { words: string; act: string; run: () => void }) {
  useShortcuts([{ key: 'F7', label: act, run }])
  return (
    <>
      <p role="status">{words}</p>
      <div className={form.foot}>
        <ActButton hint="F7" onClick={run}>
          {act}
        </ActButton>
      </div>
    </>
  )
}

function Recorded({ found }: { found: Extract<Where, { found: 'recording' }> }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const navigate = useNavigate()
  const { recording, status } = found
  const word = statusWord(status, language)
  const open = () => void navigate({ to: '/enrolment/recording/$id', params: { id: recording } })
  useShortcuts([{ key: 'F7', label: t('printing.where.open'), run: open }])
  return (
    <>
      <div role="status">
        <StatusWord meaning={STATUS[status].meaning} word={word} />
        <TellResident status={status} step={found.step} />
      </div>
      <dl className={form.facts}>
        <dt>{t('printing.name')}</dt>
        <dd>
          <strong>{found.name}</strong>
        </dd>
        <dt>NIK</dt>
        <dd>
          <NikText nik={found.nik} />
        </dd>
        <dt>{t('printing.where.recorded')}</dt>
        <dd>{instant(found.sealedAt)}</dd>
        <dt>{t('printing.where.state')}</dt>
        <dd>{t('printing.where.sinceAt', { word, at: instant(found.since) })}</dd>
        {found.takenBy === null ? null : (
          <>
            <dt>{t('printing.where.takenBy')}</dt>
            <dd>{found.takenBy}</dd>
          </>
        )}
        {found.suket === null ? null : (
          <>
            <dt>{t('printing.where.suket')}</dt>
            <dd>{found.suket}</dd>
          </>
        )}
        {found.collection === null ? null : (
          <>
            <dt>{t('printing.where.collection')}</dt>
            <dd>{t(`printing.where.collections.${found.collection}`)}</dd>
          </>
        )}
      </dl>
      {found.again ? <p className={form.quiet}>{t('printing.where.again')}</p> : null}
      <SlipButtons recording={recording} />
      <div className={form.foot}>
        <ActButton hint="F7" onClick={open}>
          {t('printing.where.open')}
        </ActButton>
      </div>
      <VisitsCard recording={recording} />
    </>
  )
}
