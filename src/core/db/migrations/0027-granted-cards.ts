import { followsPackets } from './list-triggers.ts'

/**
 * Whether a card counts as claimed depends on its grant (version 24), and grants come after their cards where states are merged: the list is brought up
 * to them too.
 */
export const grantedCards = {
  version: 27,
  sql: `
${followsPackets('card_list', 'grant', 'print_grant')}
DELETE FROM card_list WHERE recording IN (SELECT packet FROM print_grant);
INSERT INTO card_list SELECT * FROM card_list_now WHERE recording IN (SELECT packet FROM print_grant);
`,
} as const
