/** The audit only grows: not even a mistake in our own SQL changes or removes an entry (PRODUCT: audit). */
export const auditAppendOnly = {
  version: 2,
  sql: `
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
`,
} as const
