/** The colour behind the photo: red for an odd year of birth, blue for an even one, orange for foreigners. */
export type PhotoBackground = 'red' | 'blue' | 'orange'

/** `birthDate` ISO `yyyy-mm-dd`; `kewarganegaraan` a code of that list, 2 being WNA. */
export function photoBackground(birthDate: string, kewarganegaraan: string): PhotoBackground {
  if (kewarganegaraan === '2') return 'orange'
  return Number(birthDate.slice(0, 4)) % 2 === 1 ? 'red' : 'blue'
}

/** The colours as they are put behind a photo whose backdrop is replaced: red, green, blue, 0 to 255. */
export const BACKGROUND_COLOURS: Readonly<Record<PhotoBackground, readonly [number, number, number]>> = {
  red: [179, 32, 44],
  blue: [31, 95, 174],
  orange: [226, 122, 31],
}
