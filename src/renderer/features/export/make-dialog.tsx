import { Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { refusalCode } from '../../ui/refusal.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Working } from '../../ui/working.tsx'
import { allWentOut, bagTargets, bytesOf, fits, type SizeChoice, takesSome } from './bag-words.ts'
import { MadeBag } from './made-bag.tsx'
import { PlanLine } from './plan-line.tsx'
import { SizeField } from './size-field.tsx'
import { TargetField } from './target-field.tsx'

const NOTHING = { bytes: 0, packets: 0 }

/** Makes a bag: how much, where to, and a reason where something goes out again. What is being written is not cancelled. */
export function MakeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const plan = useQuery(orpc.export.plan.queryOptions({ input: {} }))
  const status = useQuery(orpc.backup.status.queryOptions({ input: {} }))
  const [chosen, setChosen] = useState<string | null>(null)
  const drives = bagTargets(status.data?.drives ?? [])
  const bytes = plan.data?.bytes ?? 0
  // The roomiest drive is offered; another is one arrow away.
  const folder =
    chosen ??
    drives.find(({ free }) => fits(free, bytes))?.mount ??
    drives.find(({ free }) => takesSome(free))?.mount ??
    null
  const [choice, setChoice] = useState<SizeChoice>('free')
  const [own, setOwn] = useState('')
  const size = bytesOf(choice, own)
  const [reason, setReason] = useState('')
  const [made, setMade] = useState<Bag | null>(null)
  const make = useAct({
    ...orpc.export.make.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.export.key() }),
  })
  const asksWhy =
    ['EXPORT-AGAIN', 'EXPORT-INTERRUPTED'].includes(refusalCode(make.error) ?? '') ||
    (plan.data !== undefined && allWentOut(plan.data))
  const ready = folder !== null && size !== null && (!asksWhy || isReason(reason))
  const run = () => {
    if (folder === null || size === null || !ready) return
    const wish = { folder, ...(size === undefined ? {} : { size }) }
    make.run({ ...wish, ...(isReason(reason) ? { again: reason.trim() } : {}) }, setMade)
  }
  const close = () => !make.pending && onClose()
  useShortcuts(
    [
      { key: 'Escape', label: t('upload.close'), run: close, enabled: !make.pending },
      { key: 'F10', label: t('upload.makeRun'), run, enabled: ready && !make.pending && !made },
    ],
    'dialog',
  )
  // The next part is made for the same medium; what was a reason for the first one is none for it.
  const next = () => {
    setReason('')
    setMade(null)
  }
  if (made) return <MadeBag bag={made} onNext={next} onClose={onClose} />
  return (
    <Modal opened onClose={close} title={t('upload.makeTitle')} size={640} withCloseButton={!make.pending}>
      <div className={form.column}>
        {plan.data ? (
          <p className={form.quiet}>
            <PlanLine plan={plan.data} />
          </p>
        ) : null}
        <TargetField drives={drives} bytes={bytes} value={folder} onChange={setChosen} />
        <SizeField
          plan={plan.data ?? NOTHING}
          choice={choice}
          own={own}
          onChoose={setChoice}
          onType={setOwn}
        />
        <RefusalPanel error={plan.error ?? status.error ?? make.error} />
        {asksWhy ? (
          <ReasonField
            label={t('upload.again')}
            value={reason}
            onChange={setReason}
            reasons={[
              t('upload.againReasons.damaged'),
              t('upload.againReasons.lost'),
              t('upload.againReasons.asked'),
            ]}
          />
        ) : null}
        {make.pending ? <Working title={t('upload.making')} work={null} /> : null}
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={make.pending} onClick={close}>
            {t('upload.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" disabled={!ready} pending={make.pending} onClick={run}>
            {t('upload.makeRun')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
