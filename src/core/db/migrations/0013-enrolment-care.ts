/**
 * What a good operator keeps in mind of a recording: who it may be besides, why warnings stand, how it was read aloud, what was parked,
 * what is amended after sealing. JSON columns hold what the contract's draft has under these names; null is nothing yet.
 */
export const enrolmentCare = {
  version: 13,
  sql: `
-- 'recording', or 'amendment' of the packet 'amends': then 'amendment' says what is amended.
ALTER TABLE draft ADD COLUMN kind TEXT NOT NULL DEFAULT 'recording';
ALTER TABLE draft ADD COLUMN amends TEXT;
ALTER TABLE draft ADD COLUMN amendment TEXT;
ALTER TABLE draft ADD COLUMN alike TEXT;
ALTER TABLE draft ADD COLUMN parked TEXT;
ALTER TABLE draft ADD COLUMN returned TEXT;
-- Biodata as it was called up or first read aloud; what differs from it is a correction.
ALTER TABLE draft ADD COLUMN called TEXT;
ALTER TABLE draft ADD COLUMN confirmed_fields TEXT;
ALTER TABLE draft ADD COLUMN reasons TEXT;
ALTER TABLE draft ADD COLUMN application TEXT;
-- A packet with an open amendment is held back: asked for every packet that is to be sent.
CREATE INDEX draft_amends ON draft (amends) WHERE amends IS NOT NULL;

ALTER TABLE recording ADD COLUMN amendment TEXT;
ALTER TABLE recording ADD COLUMN application TEXT;
CREATE INDEX recording_born ON recording (birth_date);
CREATE INDEX recording_amends ON recording (amends) WHERE amends IS NOT NULL;
`,
} as const
