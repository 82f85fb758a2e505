import type { StreamAnswer } from './process-streams.ts'
import type { Station } from './station.ts'

export type { StreamAnswer } from './process-streams.ts'

/**
 * What a room answers for an address below `app://station/<room>/`: `path` is the rest, `query` what stood behind the question mark.
 * Null where there is nothing.
 */
export type RoomStream = (
  station: Station,
  path: string,
  query: URLSearchParams,
) => Promise<StreamAnswer | null>
