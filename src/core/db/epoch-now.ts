/** In SQL: the epoch under which this station works. What an earlier one ordered entitles to nothing (decision 0248). */
export const EPOCH_NOW = '(SELECT epoch FROM change_counter)'
