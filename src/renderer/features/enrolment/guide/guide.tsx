import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../contract/enrolment.ts'
import { client } from '../../../rpc.ts'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import type { FieldSaver } from '../biodata/field-saver.ts'
import { KeptSavers } from '../biodata/kept-savers.ts'
import { ExceptionPhotoDialog } from '../photo/exception-photo-dialog.tsx'
import { DraftContext, useTakeDraft } from './draft-context.tsx'
import { FootBar } from './foot-bar.tsx'
import classes from './guide.module.css'
import { Objection } from './objection.tsx'
import { ParkDialog } from './park-dialog.tsx'
import { ResidentCard } from './resident-card.tsx'
import { type StepActions, StepActionsContext } from './step-keys.tsx'
import { StepRail } from './step-rail.tsx'
import { StepView } from './step-view.tsx'
import { neighbour } from './steps.ts'
import { useFacing } from './use-facing.ts'
import { useSteps } from './use-steps.ts'

/** The guided recording: steps at the left, the capture in the middle, the resident at the right, three keys at the foot. */
export function Guide({ draft: kept }: { draft: Draft }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const take = useTakeDraft()
  const [actions, setActions] = useState<StepActions | null>(null)
  const [parking, setParking] = useState(false)
  const [photographing, setPhotographing] = useState(false)
  const [holder] = useState(() => ({ set: setActions }))
  const saver = useSaver(kept.id, take)
  const saving = useSyncExternalStore(saver.subscribe, saver.state)
  const { shown, goTo, settled, refused, dismiss } = useSteps(kept, saver, take)
  const draft = useMemo(() => ({ ...kept, step: shown }), [kept, shown])

  const leave = async () => {
    if (await settled()) await navigate({ to: '/enrolment' })
  }
  /** What is typed is on the disk before the words why it is parked. */
  const park = async () => {
    if (await settled()) setParking(true)
  }
  const facing = useFacing(draft.id)
  const back = () => {
    if (actions?.back?.()) return
    const before = neighbour(draft, draft.step, -1)
    if (before) goTo(before)
    else void leave()
  }
  const next = () => {
    if (actions?.next?.()) return
    const after = neighbour(draft, draft.step, 1)
    if (after) goTo(after)
  }
  const photograph = useCallback(() => setPhotographing(true), [])
  const open = useMemo(
    () => ({ draft, saver, goTo, settled, photograph }),
    [draft, saver, goTo, settled, photograph],
  )
  useShortcuts([
    {
      key: 'F10',
      label: actions?.nextLabel ?? t('enrolment.next'),
      run: next,
      enabled: actions?.nextEnabled !== false,
    },
    { key: 'F8', label: t('enrolment.park'), run: () => void park() },
    { key: 'F11', label: t('facing.button'), run: facing.toggle },
    { key: 'Escape', label: t('ui.back'), run: back },
  ])
  return (
    <DraftContext value={open}>
      <StepActionsContext value={holder}>
        <div className={classes.guide}>
          <StepRail />
          <section className={classes.middle} aria-label={t(`enrolment.steps.${draft.step}`)}>
            <div className={classes.refusals}>
              <RefusalPanel error={saving.error} />
              {/* What is not saved of the form says so itself. */}
              {refused === saving.error ? null : <RefusalPanel error={refused} onDismiss={dismiss} />}
              <RefusalPanel error={facing.error} onDismiss={facing.dismiss} />
              {facing.objection === null ? null : <Objection what={facing.objection} />}
            </div>
            <StepView step={draft.step} />
          </section>
          <ResidentCard facing={facing} />
          <FootBar actions={actions} onBack={back} onPark={() => void park()} onNext={next} />
        </div>
        {parking ? (
          <ParkDialog
            onClose={() => setParking(false)}
            onParked={() => void navigate({ to: '/enrolment' })}
          />
        ) : null}
        {photographing ? <ExceptionPhotoDialog onClose={() => setPhotographing(false)} /> : null}
      </StepActionsContext>
    </DraftContext>
  )
}

/** What is typed outlives the page: see KeptSavers. */
const savers = new KeptSavers(async (id, fields) => {
  taken?.(await client.enrolment.saveBiodata({ id, fields }))
})
/** Puts a saved draft on the screen, while there is one. */
let taken: ((draft: Draft) => void) | null = null

function useSaver(id: string, take: (draft: Draft) => void): FieldSaver {
  const [saver] = useState(() => savers.open(id))
  useEffect(() => {
    taken = take
    const flush = () => void saver.flush()
    flush()
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      void savers.close(id)
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
    }
  }, [id, saver, take])
  return saver
}
