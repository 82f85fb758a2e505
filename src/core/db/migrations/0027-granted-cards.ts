/**
 * Whether a card counts as claimed depends on its grant (version 24), and grants come after their cards where states are merged: the list is brought up
 * to them too.
 */
export const grantedCards = {
  version: 27,
  sql: `
${(['new', 'old'] as const)
  .map(
    (row) => `
CREATE TRIGGER card_list_grant_${row} AFTER ${row === 'new' ? 'INSERT' : 'DELETE'} ON print_grant BEGIN
  DELETE FROM card_list WHERE recording = ${row}.packet;
  INSERT INTO card_list SELECT * FROM card_list_now WHERE recording = ${row}.packet;
END;`,
  )
  .join('')}
DELETE FROM card_list WHERE recording IN (SELECT packet FROM print_grant);
INSERT INTO card_list SELECT * FROM card_list_now WHERE recording IN (SELECT packet FROM print_grant);
`,
} as const
