import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { Page } from '../../../ui/page.tsx'
import { isReason } from '../../../ui/reason-field.tsx'
import { refusalCode } from '../../../ui/refusal.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useMay } from '../../../ui/use-may.ts'
import { useToday } from '../../../ui/use-now.ts'
import { ApplicationFields } from '../application/application-fields.tsx'
import { typedApplication, wholeApplication } from '../application/typed-application.ts'
import { AlreadyRecorded } from './already-recorded.tsx'
import { nikFeedback } from './nik-feedback.ts'
import { NotAgainDialog } from './not-again-dialog.tsx'
import { NikField } from './nik-field.tsx'
import { NikNotices } from './nik-notices.tsx'
import classes from './start-page.module.css'

/** F3: calls up a NIK. Warnings never block; somebody recorded here before needs a reason (LOOK: ALREADY-RECORDED). */
export function StartPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const today = useToday()
  const scanned = useLocation({ select: ({ state }) => state.nik })
  const ticket = useLocation({ select: ({ state }) => state.ticket })
  const name = useLocation({ select: ({ state }) => state.name })
  const fromList = useLocation({ select: ({ state }) => state.listed === true })
  const [text, setText] = useState(scanned ?? '')
  const [reason, setReason] = useState('')
  const drawnFor = useLocation({ select: ({ state }) => state.purpose })
  const [typed, setTyped] = useState(() => typedApplication(null, drawnFor))
  const [tried, setTried] = useState(false)
  const application = wholeApplication(typed)
  const [notAgain, setNotAgain] = useState(false)
  const feedback = nikFeedback(text, today)
  const nik = feedback.state === 'complete' ? feedback.nik : null
  const known = useQuery(
    orpc.resident.checkNik.queryOptions({ input: { nik: nik ?? '' }, enabled: nik !== null, staleTime: 0 }),
  )
  const start = useAct(orpc.enrolment.start.mutationOptions())
  const parked = nik === null ? undefined : known.data?.drafts[0]
  const recorded = nik !== null && !parked ? (known.data?.recorded ?? []) : []
  const again = recorded.length > 0 || refusalCode(start.error) === 'ALREADY-RECORDED'
  const ready = nik !== null && (!again || isReason(reason))

  const mayLookUp = useMay()('resident.search') && nik === null
  /** In the Dinas' list, by name or birth date; the number of the queue goes along. */
  const lookUp = () =>
    void navigate({ to: '/residents', state: (before) => ({ ...before, ...(name ? { asked: name } : {}) }) })

  const reasonField = useRef<HTMLInputElement>(null)
  const back = () => void navigate({ to: ticket === undefined ? '/enrolment' : '/queue' })
  const go = () => {
    if (nik === null) return
    if (!ready) {
      reasonField.current?.focus()
      return
    }
    setTried(true)
    if (application === null) return
    start.run(
      {
        nik,
        application,
        ...(again ? { again: reason.trim() } : {}),
        ...(ticket === undefined ? {} : { ticket }),
        ...(fromList && nik === scanned ? { listed: true } : {}),
      },
      (draft) => {
        queries.setQueryData(orpc.enrolment.draft.queryKey({ input: { id: draft.id } }), draft)
        void queries.invalidateQueries({ queryKey: orpc.enrolment.drafts.key() })
        void navigate({ to: '/enrolment/draft/$id', params: { id: draft.id }, replace: true })
      },
    )
  }
  useShortcuts([
    { key: 'F10', label: t('enrolment.start.go'), run: go, enabled: nik !== null },
    { key: 'F9', label: t('enrolment.start.lookUp'), run: lookUp, enabled: mayLookUp },
    { key: 'F7', label: t('enrolment.start.notAgain'), run: () => setNotAgain(true), enabled: nik !== null },
    { key: 'Escape', label: t('ui.back'), run: back },
  ])
  return (
    <Page
      title={t('enrolment.start.title')}
      tools={
        <>
          <ActButton hint="F9" disabled={!mayLookUp} onClick={lookUp}>
            {t('enrolment.start.lookUp')}
          </ActButton>
          <ActButton hint="F7" disabled={nik === null} onClick={() => setNotAgain(true)}>
            {t('enrolment.start.notAgain')}
          </ActButton>
        </>
      }
      primary={
        <ActButton variant="filled" hint="F10" disabled={nik === null} pending={start.pending} onClick={go}>
          {t(parked ? 'enrolment.start.resume' : 'enrolment.start.go')}
        </ActButton>
      }
    >
      <form
        className={classes.sheet}
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        {ticket === undefined || !name ? null : <p>{t('enrolment.start.called', { name })}</p>}
        <NikField
          text={text}
          feedback={feedback}
          onText={(next) => {
            setText(next)
            start.dismiss()
            setReason('')
          }}
        />
        {nik === null ? null : <NikNotices feedback={feedback} known={known.data} parked={parked} />}
        {parked ? null : <ApplicationFields application={typed} tried={tried} onChange={setTyped} />}
        <RefusalPanel error={known.error} />
        {again ? (
          <AlreadyRecorded
            recorded={recorded}
            refused={start.error}
            reason={reason}
            onReason={setReason}
            ref={reasonField}
          />
        ) : (
          <RefusalPanel error={start.error} onDismiss={start.dismiss} />
        )}
        {again && refusalCode(start.error) !== 'ALREADY-RECORDED' ? (
          <RefusalPanel error={start.error} />
        ) : null}
        {/* A form with two fields needs a submit button for Enter to work; the visible one stands in the head. */}
        <button type="submit" hidden />
      </form>
      {notAgain && nik !== null ? (
        <NotAgainDialog
          nik={nik}
          ticket={ticket}
          here={recorded.length > 0}
          onClose={() => setNotAgain(false)}
          onDone={back}
        />
      ) : null}
    </Page>
  )
}
