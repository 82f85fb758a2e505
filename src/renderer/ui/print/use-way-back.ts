import { useTranslation } from 'react-i18next'

/** What Escape does in a dialog that saves letters: it closes the dialog, or ends the writing of several where that is under way. */
export function useWayBack(
  { end }: { readonly end: (() => void) | null },
  busy: boolean,
  onClose: () => void,
) {
  const { t } = useTranslation()
  return end
    ? { label: t('ui.end'), run: end, enabled: true }
    : { label: t('print.back'), run: onClose, enabled: !busy }
}
