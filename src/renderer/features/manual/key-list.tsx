import { useTranslation } from 'react-i18next'
import { KeyHint } from '../../ui/keys/key-hint.tsx'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import classes from './manual-dialog.module.css'

/** Every key that works on the page that was open when F1 was pressed. */
export function KeyList({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  const { t } = useTranslation()
  return (
    <section className={classes.keys} aria-labelledby="manual-keys">
      <h3 id="manual-keys">{t('keys.title')}</h3>
      <dl>
        {shortcuts.map(({ key, also, label, enabled }) => (
          <div key={key} data-off={enabled === false || undefined}>
            <dt>
              <KeyHint name={key} /> {also ? <KeyHint name={also} /> : null}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <KeyHint name="Tab" /> <KeyHint name="Enter" />
          </dt>
          <dd>{t('keys.next')}</dd>
        </div>
      </dl>
    </section>
  )
}
