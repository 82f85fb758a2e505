export {
  dayOf,
  formatInstant,
  formatMinute,
  formatTime,
  type Zone,
  zoneWord,
} from '../../contract/zone.ts'
