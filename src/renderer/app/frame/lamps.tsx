import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BackupStatus } from '../../../contract/backup.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { formatCount } from '../../ui/amount.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import type { Meaning } from '../../ui/theme.ts'
import { useMay } from '../../ui/use-may.ts'
import { useNow } from '../../ui/use-now.ts'
import { hasRoom } from '../rooms.ts'
import classes from './frame.module.css'
import { centreLamp, copyLamp, deskLamp } from './lamp-words.ts'

/** How safe the recordings are and what the data centre does; each opens its page. */
export function Lamps() {
  const backup = useQuery(orpc.backup.status.queryOptions({ input: {} }))
  const may = useMay()
  const upload = useQuery(orpc.upload.status.queryOptions({ input: {} }))
  return (
    <>
      {backup.data ? <CopyLamp status={backup.data} /> : null}
      {backup.data ? <DeskLamp status={backup.data} /> : null}
      {upload.data ? <CentreLampLink status={upload.data} /> : null}
      <BagsLamp />
      {may('privacy.requests') ? <RequestsLamp /> : null}
    </>
  )
}

function LampLink({ meaning, word, to }: { meaning: Meaning; word: string; to: string }) {
  const shown = <StatusWord quiet meaning={meaning} word={word} />
  return hasRoom(to.split('/').slice(0, 2).join('/')) ? (
    <Link to={to} className={classes.lamp}>
      {shown}
    </Link>
  ) : (
    <span className={classes.lamp}>{shown}</span>
  )
}

function CopyLamp({ status }: { status: BackupStatus }) {
  const { t } = useTranslation()
  const { meaning, word, days } = copyLamp(status, useNow().getTime())
  return <LampLink meaning={meaning} word={t(word, { days: days ?? 0 })} to="/backup" />
}

function DeskLamp({ status }: { status: BackupStatus }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { meaning, word, here, all, once } = deskLamp(status)
  const count = (number: number) => formatCount(number, language)
  const people = once ? t(once.word, { count: count(once.people) }) : ''
  const words = t(word, { here: count(here), all: count(all), count: count(once?.people ?? 0), people })
  return <LampLink meaning={meaning} word={words} to="/backup" />
}

/** Only while residents wait for an answer. */
function RequestsLamp() {
  const { t } = useTranslation()
  // It becomes overdue by time alone.
  const counts = useQuery(
    orpc.privacy.requestCounts.queryOptions({ input: {}, refetchInterval: 10 * 60_000 }),
  ).data
  if (!counts || counts.open === 0) return null
  const late = counts.overdue > 0
  return (
    <LampLink
      meaning={late ? 'bahaya' : 'menunggu'}
      word={t(late ? 'privacy.lampOverdue' : 'privacy.lamp', { ...counts })}
      to="/settings/privacy"
    />
  )
}

/** Only while an export is overdue: a drive that nobody fetched, that did not arrive, or that nobody answered. */
function BagsLamp() {
  const { t } = useTranslation()
  // It becomes overdue by time alone.
  const bags = useQuery(orpc.export.overdue.queryOptions({ input: {}, refetchInterval: 10 * 60_000 })).data
  if (!bags || bags.count === 0) return null
  return <LampLink meaning="bahaya" word={t('bag.lamp', { count: bags.count })} to="/upload" />
}

function CentreLampLink({ status }: { status: UploadStatus }) {
  const { t } = useTranslation()
  const { meaning, groups, due } = centreLamp(status)
  const words = [
    ...groups.map(({ names, state }) => `${names} ${t(`lamp.site.${state}`)}`),
    ...(due ? [t('lamp.exportDue')] : []),
  ]
  return (
    <LampLink
      meaning={meaning}
      word={words.length > 0 ? words.join(' · ') : t('lamp.centreNone')}
      to="/upload"
    />
  )
}
