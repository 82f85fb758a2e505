import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mayGo } from '../../../../contract/may-go.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { ProofButton } from '../recording/proof-button.tsx'
import { SuketCard } from '../suket/suket-card.tsx'
import classes from './sealed.module.css'

/** After the seal: 'boleh pulang' once two devices hold the recording, and how many do until then. */
export function SealedPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id } = useParams({ from: '/enrolment/sealed/$id' })
  const found = useQuery(orpc.enrolment.list.queryOptions({ input: { text: id, limit: 1 }, staleTime: 0 }))
  const row = found.data?.rows[0]
  const safe = row !== undefined && mayGo(row.copies, row.received)
  const unsafe = row?.copies === 1 ? 'enrolment.sealed.onlyOne' : 'enrolment.sealed.once'

  const open = () => void navigate({ to: '/enrolment/recording/$id', params: { id } })
  const list = () => void navigate({ to: '/enrolment' })
  useShortcuts([
    { key: 'F4', label: t('enrolment.sealed.open'), run: open },
    { key: 'Escape', label: t('enrolment.sealed.list'), run: list },
  ])
  return (
    <div className={classes.page}>
      <RefusalPanel error={found.error} />
      {row ? (
        <>
          <section className={classes.light} data-safe={safe} role="status">
            {safe ? (
              <IconShieldCheck size={64} stroke={1.5} aria-hidden />
            ) : (
              <IconAlertTriangle size={64} stroke={1.5} aria-hidden />
            )}
            <div>
              <h1>{t(safe ? 'enrolment.sealed.safe' : unsafe, { devices: row.copies })}</h1>
              <p>
                {t(safe ? 'enrolment.sealed.safeText' : 'enrolment.sealed.onceText', { devices: row.copies })}
              </p>
              <p className={classes.name}>
                {row.name} · {t('enrolment.sealed.seq', { seq: row.seq })}
              </p>
            </div>
          </section>
          <SuketCard recording={id} />
          <footer className={classes.foot}>
            <ActButton hint="Escape" onClick={list}>
              {t('enrolment.sealed.list')}
            </ActButton>
            <ActButton hint="F4" onClick={open}>
              {t('enrolment.sealed.open')}
            </ActButton>
            <ProofButton id={id} seq={row.seq} />
            <span className={classes.spring} />
            <ActButton variant="filled" hint="F3" onClick={() => void navigate({ to: '/enrolment/new' })}>
              {t('enrolment.list.new')}
            </ActButton>
          </footer>
        </>
      ) : null}
    </div>
  )
}
