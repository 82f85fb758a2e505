import { Modal, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PathField } from '../../ui/path-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Where the certificate file lay the last time: a place, and no secret. */
const KEPT_AS = 'rekam.office-file'

/** Opens the office's certificate file with its passphrase: it goes to the core, and is gone with the dialog. */
export function OfficeDialog({ holder, onClose }: { holder: string; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const open = useAct({
    ...orpc.suket.openOffice.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const [path, setPath] = useState(() => localStorage.getItem(KEPT_AS) ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    const file = path.trim()
    if (file === '') return
    open.run({ path: file, passphrase }, () => {
      localStorage.setItem(KEPT_AS, file)
      onClose()
    })
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('suket.cancel'), run: onClose, enabled: !open.pending },
      { key: 'F10', label: t('suket.office.open'), run: submit, enabled: !open.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('suket.office.open')} size={560}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className={form.quiet}>{t('suket.office.text', { holder })}</p>
        <PathField
          kind="file"
          label={t('suket.office.file')}
          autoFocus={path === ''}
          value={path}
          error={tried && path.trim() === '' ? t('suket.required') : undefined}
          onChange={setPath}
          onPicked={setPath}
        />
        <PasswordInput
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          label={t('suket.office.passphrase')}
          autoComplete="off"
          data-autofocus={path === '' ? undefined : true}
        />
        <RefusalPanel error={open.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={open.pending} onClick={onClose}>
            {t('suket.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={open.pending}>
            {t('suket.office.open')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
