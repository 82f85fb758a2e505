import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Slot, Step } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { focusKind } from '../../../ui/keys/key-name.ts'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalLines, RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import classes from './captures.module.css'
import { FilesButton } from './files-button.tsx'
import { type Group, nextGroup, nextOpen, type slotState } from './groups.ts'
import { SlotPanel } from './slot-panel.tsx'
import { useScan } from './use-scan.ts'
import { focusSlot } from './walk.ts'

export interface PictureProps {
  readonly slots: readonly Slot[]
  readonly at: Slot
  readonly stateOf: (slot: Slot) => ReturnType<typeof slotState>['state']
  readonly onAt: (slot: Slot) => void
}

interface CaptureStepProps {
  readonly step: Extract<Step, 'fingers' | 'irises' | 'second'>
  readonly kind: 'finger' | 'iris'
  readonly slots: readonly Slot[]
  readonly groups: readonly Group[]
  readonly stateOf: (slot: Slot, threshold: number) => ReturnType<typeof slotState>
  readonly picture: ComponentType<PictureProps>
}

/** Fingers, irises, second capture: the picture of what is read, and the one slot that is looked at. */
export function CaptureStep({ step, kind, slots, groups, stateOf, picture: Picture }: CaptureStepProps) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const threshold = station.data?.thresholds[kind] ?? 0
  const [chosen, setChosen] = useState<Slot | null>(null)
  const { device, scan, scanning, error, missed } = useScan(kind)
  const next = nextGroup(draft, groups)
  const at = chosen ?? nextOpen(draft, next?.slots ?? slots, (next?.slots ?? slots)[0] ?? 'iris-left')
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
  return (
    <>
      <StepHead
        step={step}
        text={next ? t(`enrolment.capture.place.${next.word}`) : t('enrolment.capture.all')}
      />
      {missed ? <RefusalLines refused={missed} /> : null}
      <RefusalPanel error={error} />
      <div className={classes.step}>
        <div ref={picture} className={classes.picture}>
          <Picture
            slots={slots}
            at={at}
            stateOf={(slot) => stateOf(slot, threshold).state}
            onAt={setChosen}
          />
        </div>
        <SlotPanel
          slot={at}
          state={stateOf(at, threshold)}
          ready={ready}
          scanning={scanning}
          onScan={() => read([at])}
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
        <StatusWord
          quiet
          meaning={device?.ready ? 'aman' : 'menunggu'}
          word={
            device
              ? t(device.ready ? 'enrolment.capture.ready' : 'enrolment.capture.notReady', device)
              : t(`enrolment.capture.noDevice.${kind}`)
          }
        />
      </div>
    </>
  )
}
