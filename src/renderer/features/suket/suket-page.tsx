import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { CheckDialog } from './check-dialog.tsx'
import { Register } from './register.tsx'
import { isScannedQr } from './suket-words.ts'

/** The register of letters, and the check of a letter that somebody brings. */
export function SuketPage() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [checking, setChecking] = useState(false)
  const asked = useDebounced(text.trim())
  const close = () => {
    setChecking(false)
    if (scanned) setText('')
  }
  useShortcuts([{ key: 'F9', label: t('suket.check'), run: () => setChecking(true) }])
  // A scanner types into whatever has the focus, letter by letter: its text is whole once it stands still.
  const scanned = isScannedQr(asked) && text.trim() === asked
  return (
    <Page
      title={t('suket.title')}
      tools={
        <TextInput
          w={320}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('suket.search')}
          placeholder={t('suket.search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
      primary={
        <ActButton variant="filled" hint="F9" onClick={() => setChecking(true)}>
          {t('suket.check')}
        </ActButton>
      }
    >
      <Register text={scanned ? '' : asked} />
      {checking || scanned ? <CheckDialog scanned={scanned ? asked : ''} onClose={close} /> : null}
    </Page>
  )
}
