import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Finger, Slot, Step } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { focusKind } from '../../../ui/keys/key-name.ts'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalLines, RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import classes from './captures.module.css'
import { DeviceBar } from './device-bar.tsx'
import { FilesButton } from './files-button.tsx'
import { type Group, isToBeRetried, nextGroup, nextOpen, RETRIES, type slotState, tryOf } from './groups.ts'
import { OtherFinger } from './other-finger.tsx'
import { SlotPanel } from './slot-panel.tsx'
import { useScan } from './use-scan.ts'
import { focusSlot } from './walk.ts'

export interface PictureProps {
  readonly slots: readonly Slot[]
  readonly at: Slot
  readonly stateOf: (slot: Slot) => ReturnType<typeof slotState>
  readonly onAt: (slot: Slot) => void
}

interface CaptureStepProps {
  readonly step: Extract<Step, 'fingers' | 'irises' | 'second'>
  readonly kind: 'finger' | 'iris'
  readonly slots: readonly Slot[]
  readonly groups: readonly Group[]
  readonly stateOf: (slot: Slot, threshold: number) => ReturnType<typeof slotState>
  readonly picture: ComponentType<PictureProps>
  /** Given where another finger may serve in the place of the one that is looked at. */
  readonly onFinger?: (finger: Finger) => void
}

/** Fingers, irises, second capture: the picture of what is read, and the one slot that is looked at. */
export function CaptureStep(props: CaptureStepProps) {
  const { step, kind, slots, groups, stateOf, picture: Picture, onFinger } = props
  const { t } = useTranslation()
  const { draft } = useDraft()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const threshold = station.data?.thresholds[kind] ?? 0
  const [chosen, setChosen] = useState<Slot | null>(null)
  const { device, devices, lookAgain, cancel, scan, scanning, error, missed } = useScan(kind)
  const next = nextGroup(draft, groups, threshold)
  const tries = next ? tryOf(draft, next, threshold) : 1
  const retried = next?.slots.find((slot) => tries > 1 && isToBeRetried(draft, slot, threshold))
  const at =
    chosen ?? retried ?? nextOpen(draft, next?.slots ?? slots, (next?.slots ?? slots)[0] ?? 'iris-left')
  const picture = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The next key stroke belongs to the picture, unless somebody is at a button or in a dialog.
    if (picture.current && focusKind(document.activeElement) === 'none') focusSlot(picture.current, at)
  }, [at])
  const ready = device?.ready === true && !scanning

  const read = (some: readonly Slot[]) => {
    setChosen(null)
    scan(some)
  }
  useStepActions({
    back: () => {
      if (scanning) cancel()
      return scanning
    },
  })
  useShortcuts([
    {
      key: 'F9',
      also: 'Space',
      label: t('enrolment.capture.next'),
      run: () => next && read(next.slots),
      enabled: ready && next !== null,
    },
    { key: 'Enter', label: t('enrolment.capture.one'), run: () => read([at]), enabled: ready },
  ])
  const headText = () => {
    if (scanning) return t('enrolment.capture.reading')
    if (!next) return t('enrolment.capture.all')
    const place = t(`enrolment.capture.place.${next.word}`)
    return tries === 1 ? place : t('enrolment.capture.retry', { place, tries, most: RETRIES + 1 })
  }
  return (
    <>
      <StepHead step={step} text={headText()} />
      {missed ? <RefusalLines refused={missed} /> : null}
      <RefusalPanel error={error} />
      <div className={classes.step}>
        <div ref={picture} className={classes.picture}>
          <Picture slots={slots} at={at} stateOf={(slot) => stateOf(slot, threshold)} onAt={setChosen} />
        </div>
        <SlotPanel
          slot={at}
          state={stateOf(at, threshold)}
          ready={ready}
          scanning={scanning}
          device={device}
          onScan={() => read([at])}
          onCancel={cancel}
          tool={onFinger ? <OtherFinger slot={at} onFinger={onFinger} /> : null}
        />
      </div>
      <div className={classes.tools}>
        {groups.map((group) => (
          <ActButton
            key={group.word}
            {...(group === next ? { hint: 'F9' } : {})}
            disabled={!ready}
            pending={scanning && group === next}
            onClick={() => read(group.slots)}
          >
            {t(`enrolment.capture.groups.${group.word}`)}
          </ActButton>
        ))}
        <span className={classes.spring} />
        <FilesButton slots={slots} />
        <DeviceBar kind={kind} device={device} devices={devices} onChosen={lookAgain} />
      </div>
    </>
  )
}
