import { useTranslation } from 'react-i18next'
import { backup } from '../../i18n/id/backup.ts'

type Colour = keyof typeof backup.colours

function isColour(colour: string): colour is Colour {
  return Object.hasOwn(backup.colours, colour)
}

/** The word for a disk's colour, so that it is never told by colour alone; a colour without a word keeps its name. */
export function useColourWord(colour: string): string {
  const { t } = useTranslation()
  return isColour(colour) ? t(`backup.colours.${colour}`) : colour
}
