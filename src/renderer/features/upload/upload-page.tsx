import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalLines, RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { FollowUps } from './follow-ups.tsx'
import { LineCard } from './line-card.tsx'
import { SendingNow } from './sending-now.tsx'
import { isRefused } from './site-words.ts'
import { Sites } from './sites.tsx'
import classes from './upload-page.module.css'
import { WaitingCounts } from './waiting-counts.tsx'
import { WorkList } from './work-list.tsx'

interface UploadPageProps {
  /** The way out when the data centre refuses. */
  readonly onExport: () => void
  /** The other half of the page: what is carried by hand. */
  readonly manual: ReactNode
  /** What was written about outages, and their log. */
  readonly outage: ReactNode
}

/** Sending: what both sites do, what waits, what needs a person; and beside it what is carried by hand. */
export function UploadPage({ onExport, manual, outage }: UploadPageProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const status = useQuery(orpc.upload.status.queryOptions({ input: {} }))
  const tryNow = useAct({
    ...orpc.upload.tryNow.mutationOptions(),
    onSuccess: (now) => queries.setQueryData(orpc.upload.status.queryKey({ input: {} }), now),
  })
  const stop = useAct({
    ...orpc.upload.stop.mutationOptions(),
    onSuccess: (now) => queries.setQueryData(orpc.upload.status.queryKey({ input: {} }), now),
  })
  const running = tryNow.pending || (status.data?.running ?? false)
  const send = () => tryNow.run({})
  useShortcuts([{ key: 'F10', label: t('upload.tryNow'), run: send, enabled: !tryNow.pending }])
  const instant = useInstant()
  const words = ({ waiting, proposal }: UploadStatus) => {
    const params = { waiting: formatCount(waiting, language), since: proposal ? instant(proposal.since) : '' }
    const refusal = refusalOf(proposal ? 'UPLOAD-EXPORT-DUE' : 'UPLOAD-REFUSED', params)
    return { code: refusal.code, ...refusal[language] }
  }
  return (
    <Page
      title={t('upload.title')}
      primary={
        <>
          {running ? (
            <ActButton pending={stop.pending} onClick={() => stop.run({})}>
              {t('upload.stop')}
            </ActButton>
          ) : null}
          <ActButton variant="filled" hint="F10" pending={running} onClick={send}>
            {t('upload.tryNow')}
          </ActButton>
        </>
      }
    >
      <div className={classes.page}>
        {status.data && (status.data.proposal || isRefused(status.data)) ? (
          <div className={classes.wide}>
            <RefusalLines
              refused={words(status.data)}
              actions={<ActButton onClick={onExport}>{t('upload.make')}</ActButton>}
            />
          </div>
        ) : null}
        {tryNow.error ? (
          <div className={classes.wide}>
            <RefusalPanel error={tryNow.error} onDismiss={tryNow.dismiss} />
          </div>
        ) : null}
        <div className={classes.column}>
          <RefusalPanel error={status.error} />
          {status.data ? (
            <>
              <WaitingCounts status={status.data} />
              {status.data.stoppedUntil && !running ? (
                <p className={classes.when} role="status">
                  {t('upload.stopped', { at: instant(status.data.stoppedUntil) })}
                </p>
              ) : null}
              {status.data.progress ? <SendingNow progress={status.data.progress} /> : null}
              <Sites sites={[...status.data.sites, ...status.data.posts]} />
              {status.data.followUps.length > 0 ? <FollowUps followUps={status.data.followUps} /> : null}
              {status.data.work.length > 0 ? (
                <WorkList work={status.data.work} total={status.data.workTotal} />
              ) : null}
              <LineCard line={status.data.line} />
            </>
          ) : null}
          {status.isPending ? <Waiting rows={8} /> : null}
        </div>
        <div className={classes.column}>
          {manual}
          {outage}
        </div>
      </div>
    </Page>
  )
}
