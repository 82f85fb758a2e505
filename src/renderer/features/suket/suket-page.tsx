import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { OfficePanel } from './office-panel.tsx'
import { PrintBatch } from './print-batch.tsx'
import { Register } from './register.tsx'
import { ResumePanel } from './resume-panel.tsx'
import { isScannedQr } from './suket-words.ts'

const SHOWS = ['all', 'today', 'soon', 'expired'] as const

/** The register of letters, and the check of a letter that somebody brings. */
export function SuketPage() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [show, setShow] = useState<(typeof SHOWS)[number]>(
    useLocation({ select: ({ state }) => state.letters }) ?? 'all',
  )
  const navigate = useNavigate()
  const asked = useDebounced(text.trim())
  const check = () => void navigate({ to: '/suket/check' })
  const recap = () => void navigate({ to: '/suket/recap' })
  useShortcuts([
    { key: 'F9', label: t('suket.check'), run: check },
    { key: 'F7', label: t('suket.recap'), run: recap },
  ])
  // A scanner types into whatever has the focus, letter by letter: its text is whole once it stands still.
  const scanned = isScannedQr(asked) && text.trim() === asked
  useEffect(() => {
    if (scanned) void navigate({ to: '/suket/check', state: { qr: asked } })
  }, [scanned, asked, navigate])
  return (
    <Page
      title={t('suket.title')}
      tools={
        <>
          <TextInput
            w={280}
            leftSection={<IconSearch size={16} aria-hidden />}
            aria-label={t('suket.search')}
            placeholder={t('suket.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label={t('suket.show')}
            value={show}
            onChange={({ currentTarget: { value } }) =>
              setShow(SHOWS.find((known) => known === value) ?? 'all')
            }
            data={SHOWS.map((value) => ({
              value,
              label: t(`suket.shows.${value}`),
            }))}
          />
          <ActButton hint="F7" onClick={recap}>
            {t('suket.recap')}
          </ActButton>
        </>
      }
      primary={
        <ActButton variant="filled" hint="F9" onClick={check}>
          {t('suket.check')}
        </ActButton>
      }
    >
      <div>
        <ResumePanel />
        <PrintBatch />
        <OfficePanel />
      </div>
      <Register text={scanned ? '' : asked} show={show} />
    </Page>
  )
}
