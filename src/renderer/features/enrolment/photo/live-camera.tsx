import { NativeSelect } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoFlaw } from '../../../../contract/captures.ts'
import type { PhotoBackground } from '../../../../contract/photo-background.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { keepCamera, keptCamera, useCamera } from '../../../ui/use-camera.ts'
import { ByHandDialog } from './by-hand-dialog.tsx'
import type { Size } from './crop.ts'
import type { FaceWatch } from './face/open-watch.ts'
import { isGood } from './face/steady.ts'
import { Guide3x4 } from './guide-3x4.tsx'
import { LiveWords } from './live-words.tsx'
import classes from './photo.module.css'
import { type Taken, useLiveLook } from './use-live-look.ts'

interface LiveCameraProps {
  readonly saving: boolean
  readonly watch: FaceWatch
  readonly background: PhotoBackground
  /** `reason`: why it was taken although it is not good, or although nothing looked at it. */
  readonly onTaken: (taken: Taken, device: string, reason: string | null) => void
  readonly onFile: (file: File) => void
  /** Given when there is a photo already: back to it. */
  readonly onCancel: (() => void) | undefined
  readonly tool?: ReactNode
}

/**
 * The live picture with the 3x4 guide and what is to be mended in it; F9 or space takes the next good picture. Where none is good the
 * operator takes one by a reason. Without a camera a file does.
 */
export function LiveCamera(props: LiveCameraProps) {
  const { saving, watch, background, onTaken, onFile, onCancel, tool } = props
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(keptCamera)
  const [size, setSize] = useState<Size | null>(null)
  const [held, setHeld] = useState<readonly PhotoFlaw[] | null>(null)
  // One reason serves for this person's next tries too.
  const reason = useRef<string | null>(null)
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, chosen)
  const live = camera.state === 'live' && !saving
  const look = useLiveLook(video, live, watch, background, {
    taken: (taken) =>
      onTaken(
        taken,
        camera.name,
        taken.look ? reason.current : (reason.current ?? t('enrolment.photo.byHand.noCheck')),
      ),
    held: setHeld,
  })

  const take = () => {
    if (live) look.take(reason.current === null ? 'good' : 'next')
  }
  useShortcuts([
    { key: 'F9', also: 'Space', label: t('enrolment.photo.take'), run: take, enabled: live },
    ...(onCancel ? [{ key: 'Delete', label: t('enrolment.photo.keepOld'), run: onCancel }] : []),
  ])
  return (
    <div className={classes.step}>
      <div className={classes.stage}>
        <video
          ref={video}
          className={classes.picture}
          muted
          playsInline
          onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
            setSize({ width, height })
          }
        />
        {size && camera.state === 'live' ? (
          <>
            <Guide3x4 size={size} good={isGood(look.said)} />
            <LiveWords {...look} />
          </>
        ) : null}
        {camera.state === 'missing' ? (
          <div className={classes.missing} role="status">
            <IconCameraOff size={40} stroke={1.5} aria-hidden />
            <strong>{t('enrolment.photo.noCamera')}</strong>
            <span>{t('enrolment.photo.noCameraText')}</span>
          </div>
        ) : null}
      </div>
      <div className={classes.tools}>
        <ActButton hint="F9" disabled={!live} pending={saving || look.waits} onClick={take}>
          {t('enrolment.photo.take')}
        </ActButton>
        {camera.cameras.length > 1 ? (
          <NativeSelect
            aria-label={t('enrolment.photo.camera')}
            value={chosen}
            onChange={({ currentTarget: { value } }) => {
              keepCamera(value)
              setChosen(value)
            }}
            data={camera.cameras.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <span className={classes.quiet}>{camera.name}</span>
        )}
        <span className={classes.spring} />
        {onCancel ? (
          <ActButton hint="Delete" onClick={onCancel}>
            {t('enrolment.photo.keepOld')}
          </ActButton>
        ) : null}
        <FileButton accept="image/jpeg,image/png" onFile={onFile}>
          {t('enrolment.capture.file')}
        </FileButton>
        {tool}
      </div>
      {held === null ? null : (
        <ByHandDialog
          flaws={held}
          onClose={() => setHeld(null)}
          onReason={(why) => {
            reason.current = why
            setHeld(null)
            look.take('next')
          }}
        />
      )}
    </div>
  )
}
