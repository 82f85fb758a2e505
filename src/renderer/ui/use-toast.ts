import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

/** Says in passing what went well. What must not be missed has a place of its own on the page. */
export function useToast(): (message: string) => void {
  const { t } = useTranslation()
  return (message) => {
    notifications.show({ message, closeButtonProps: { 'aria-label': t('ui.dismiss') } })
  }
}
