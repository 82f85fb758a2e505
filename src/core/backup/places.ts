import { COPIES, counts, type Within } from '../enrolment/index.ts'

/** A place as it is compared and kept: one spelling of blanks. */
export function tidyPlace(place: string): string {
  return place.trim().replaceAll(/\s+/gu, ' ')
}

/**
 * In how many places away from this computer a packet lies: an SQL expression over a table with that packet's id. Two disks in one
 * drawer are one place, and so are all disks whose place nobody wrote down (BACKUP: two kinds of disk).
 * @param within see provenWithin
 */
export function placesHolding(packet: string, within: Within): string {
  return `(SELECT count(DISTINCT lower(k.place)) FROM ${COPIES} WHERE c.packet = ${packet} AND ${counts(within)})`
}
