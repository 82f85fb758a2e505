import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../../contract/account.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AccountTable } from './account-table.tsx'
import classes from './accounts-page.module.css'
import { AddDialog } from './add-dialog.tsx'
import { type Change, ChangeDialog } from './change-dialog.tsx'
import { givenRoles } from './given-roles.ts'
import { MeCard } from './me-card.tsx'

/** Who works here: one's own password and PIN; for who manages them, every account. */
export function AccountsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const navigate = useNavigate()
  const manages = may('account.list')
  const list = useQuery({ ...orpc.account.list.queryOptions({ input: {} }), enabled: manages, staleTime: 0 })
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  const roles = givenRoles(door?.door === 'open' ? door.role : undefined, list.data ?? [])
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<{ account: Account; change: Change } | null>(null)
  useShortcuts([
    { key: 'F7', label: t('accounts.add'), run: () => setAdding(true), enabled: manages },
    { key: 'Escape', label: t('ui.back'), run: () => void navigate({ to: '/settings' }) },
  ])
  return (
    <Page
      title={t('accounts.title')}
      primary={
        manages ? (
          <ActButton variant="filled" hint="F7" onClick={() => setAdding(true)}>
            {t('accounts.add')}
          </ActButton>
        ) : undefined
      }
    >
      <div className={classes.column}>
        <MeCard />
        <RefusalPanel error={list.error} />
        {manages && list.data ? (
          <AccountTable
            accounts={list.data}
            roles={roles.length > 1}
            onChange={(account, change) => setChanging({ account, change })}
          />
        ) : null}
        {manages && list.isPending ? <Waiting rows={4} /> : null}
      </div>
      {adding ? <AddDialog roles={roles} onClose={() => setAdding(false)} /> : null}
      {changing ? <ChangeDialog {...changing} roles={roles} onClose={() => setChanging(null)} /> : null}
    </Page>
  )
}
