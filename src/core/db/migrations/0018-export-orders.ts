/** What a bag carries of cards: each print order, and each result of one, until a site has answered it (decision 74). */
export const exportOrders = {
  version: 18,
  sql: `
CREATE TABLE bag_order (
  bag TEXT NOT NULL, order_id TEXT NOT NULL, want TEXT NOT NULL, packet TEXT NOT NULL, answered INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (bag, order_id, want)
) STRICT;
CREATE INDEX bag_order_order ON bag_order (order_id, want);
`,
} as const
