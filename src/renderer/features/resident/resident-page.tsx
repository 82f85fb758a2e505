import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { JENIS_KELAMIN } from '../../../contract/codes.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { AccessCard } from '../../ui/access-card.tsx'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './resident-page.module.css'

interface ResidentPageProps {
  /** Everything about one of the person's recordings. */
  readonly Recording: ComponentType<{ id: string }>
  /** What was done about the person, for who may ask. */
  readonly Acts: ComponentType<{ nik: string }>
}

/** One resident of the list: who, the family, everything that was recorded here; from here a recording begins. Opening it is in the audit. */
export function ResidentPage({ Recording, Acts }: ResidentPageProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const navigate = useNavigate()
  const language = useLanguage()
  const { key } = useParams({ from: '/residents/$key' })
  const shown = useQuery(orpc.resident.listed.queryOptions({ input: { key }, staleTime: Infinity }))
  const back = () => void navigate({ to: '/residents', state: true })
  const resident = shown.data?.resident
  const record = () =>
    resident &&
    void navigate({
      to: '/enrolment/new',
      // With the number of the queue that they were looked up for.
      state: (before) => ({ ...before, nik: resident.nik, listed: true }),
    })
  useShortcuts([
    { key: 'F10', label: t('residents.record'), run: record, enabled: resident !== undefined },
    { key: 'Escape', label: t('residents.back'), run: back },
  ])
  const facts =
    resident &&
    ([
      ['kk', resident.kk],
      ['birthPlace', resident.birthPlace],
      ['born', resident.birthDate === '' ? '' : formatDay(resident.birthDate)],
      ['sex', resident.sex === '' ? '' : JENIS_KELAMIN.title(resident.sex, language)],
      ['mother', resident.mother],
      ['address', resident.address],
      ['rtRw', [resident.rt, resident.rw].filter(Boolean).join(' / ')],
      ['village', resident.village],
    ] as const)
  return (
    <Page
      title={resident?.name ?? t('residents.title')}
      tools={
        <ActButton hint="Escape" onClick={back}>
          {t('residents.back')}
        </ActButton>
      }
      primary={
        <ActButton variant="filled" hint="F10" disabled={resident === undefined} onClick={record}>
          {t('residents.record')}
        </ActButton>
      }
    >
      <RefusalPanel error={shown.error} />
      {shown.isPending ? <Waiting rows={8} /> : null}
      {shown.data && facts ? (
        <div className={classes.page}>
          <div className={classes.column}>
            <Card title={t('residents.who')}>
              <dl className={form.facts}>
                <dt>NIK</dt>
                <dd>
                  <NikText nik={shown.data.resident.nik} />
                </dd>
                <Fact word={t('residents.name')} value={shown.data.resident.name} />
                {facts.map(([word, value]) => (
                  <Fact key={word} word={t(`residents.${word}`)} value={value} />
                ))}
              </dl>
            </Card>
            <Card title={t('residents.family')}>
              {shown.data.family.length === 0 ? (
                <p className={form.quiet}>{t('residents.noFamily')}</p>
              ) : null}
              <ul className={classes.list}>
                {shown.data.family.map((one) => (
                  <li key={one.key}>
                    <Link to="/residents/$key" params={{ key: one.key }} state>
                      {one.name}
                    </Link>
                    <span>{one.birthDate === '' ? '' : formatDay(one.birthDate)}</span>
                  </li>
                ))}
              </ul>
            </Card>
            <AccessCard about={{ nik: shown.data.resident.nik, name: shown.data.resident.name }} />
            <Acts key={shown.data.resident.nik} nik={shown.data.resident.nik} />
          </div>
          <div className={classes.column}>
            {shown.data.recordings.length + shown.data.drafts.length === 0 ? (
              <Card title={t('residents.recordings')}>
                <p className={form.quiet}>{t('residents.noRecordings')}</p>
              </Card>
            ) : null}
            {shown.data.drafts.map(({ id, at }) => (
              <Card key={id} title={t('residents.draft')}>
                <Link to="/enrolment/draft/$id" params={{ id }}>
                  {instant(at)}
                </Link>
              </Card>
            ))}
            {shown.data.recordings.map(({ id }) => (
              <Recording key={id} id={id} />
            ))}
          </div>
        </div>
      ) : null}
    </Page>
  )
}

function Fact({ word, value }: { word: string; value: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{value === '' ? '-' : value}</dd>
    </>
  )
}
