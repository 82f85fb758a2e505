import {
  BIODATA_BLOCKS,
  BIODATA_WARNINGS,
  type BiodataBlock,
  type BiodataWarning,
} from '../../../../contract/biodata-notices.ts'

/** Whether a code of the core is a warning that has words. */
export function isWarning(code: string): code is BiodataWarning {
  return Object.hasOwn(BIODATA_WARNINGS, code)
}

/** Whether a code of the core is a problem of a field that has words. */
export function isBlock(code: string): code is BiodataBlock {
  return Object.hasOwn(BIODATA_BLOCKS, code)
}
