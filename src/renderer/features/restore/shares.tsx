import { ActionIcon } from '@mantine/core'
import { IconKey, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import form from '../../ui/form.module.css'
import { PathField } from '../../ui/path-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './disk-list.module.css'
import { type SourceForm, sharesLacking } from './source.ts'

interface SharesProps {
  readonly source: SourceForm
  readonly wrong: boolean
  readonly onChange: (more: Partial<SourceForm>) => void
}

/** Shares of the recovery key, one holder after another: each is judged at once, and joins the list only if it is sound. */
export function Shares({ source, wrong, onChange }: SharesProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const gather = useAct(orpc.restore.gatherShares.mutationOptions())
  const { shares, gathered } = source
  const { needs, of, numbers } = gathered
  const lacking = sharesLacking(source)
  const hold = (paths: readonly string[]) =>
    gather.run({ shares: [...paths] }, (said) => {
      onChange({ shares: paths, gathered: said })
      setTyped('')
    })
  const add = (path: string) => {
    setTyped(path)
    if (path.trim() !== '') hold([...shares, path.trim()])
  }
  return (
    <>
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || typed.trim() === '')
            return
          event.preventDefault()
          add(typed)
        }}
      >
        <PathField
          label={t('restore.shares.file')}
          description={t('restore.shares.hint')}
          kind="file"
          pick={t('restore.shares.pick')}
          value={typed}
          error={wrong && lacking !== 0 ? t('restore.shares.wanted') : undefined}
          onChange={setTyped}
          onPicked={add}
        />
      </div>
      <RefusalPanel error={gather.error} onDismiss={gather.dismiss} />
      {shares.length > 0 ? (
        <ul className={classes.list}>
          {shares.map((path, at) => (
            <li key={path}>
              <IconKey size={20} stroke={1.5} aria-hidden />
              <span>
                {t('restore.shares.one', { number: numbers[at], of })} <small>{path}</small>
              </span>
              <ActionIcon
                variant="subtle"
                color="slate"
                aria-label={t('restore.shares.remove', { number: numbers[at] })}
                onClick={() => hold(shares.filter((one) => one !== path))}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={form.quiet} role="status">
        {lacking === null
          ? t('restore.shares.none')
          : t(lacking === 0 ? 'restore.shares.enough' : 'restore.shares.lacking', {
              held: shares.length,
              needs,
            })}
      </p>
    </>
  )
}
