import { useMutation } from '@tanstack/react-query'
import { IconCamera } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../../../contract/facing.ts'
import { BigButton } from './big-button.tsx'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'
import { Objected } from './objected.tsx'
import { OwnPhoto } from './own-photo.tsx'
import { Told } from './told.tsx'

/** Look into the camera; then the photo as the card will have it, and whether it may be used. */
export function FacingPhoto({ view: { photo, objection } }: { view: DraftView }) {
  const { t } = useTranslation()
  const approve = useMutation({ mutationFn: () => facing.approvePhoto({}) })
  const refuse = useMutation({ mutationFn: () => facing.object({ what: 'photo' }) })
  if (!photo) return <Told icon={IconCamera} title={t('facing.look')} text={t('facing.lookText')} />
  if (objection === 'photo' && !photo.approved) return <Objected what="photo" />
  return (
    <main className={classes.page}>
      <header>
        <h1>{t(photo.approved ? 'facing.thanks' : 'facing.photo')}</h1>
        {photo.approved ? <p>{t('facing.thanksText')}</p> : null}
      </header>
      <div className={classes.middle}>
        <OwnPhoto key={photo.version} version={photo.version} />
      </div>
      <footer>
        {photo.approved ? null : (
          <>
            <BigButton pending={refuse.isPending} onClick={() => refuse.mutate()}>
              {t('facing.photoNo')}
            </BigButton>
            <BigButton primary pending={approve.isPending} onClick={() => approve.mutate()}>
              {t('facing.photoYes')}
            </BigButton>
          </>
        )}
      </footer>
    </main>
  )
}
