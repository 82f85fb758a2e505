/** What a scanner signed around a capture, boxed as the capture is, and its SHA-256 in lower hex (formats/biometric/signed-answer). */
export const enrolmentOriginals = {
  version: 16,
  sql: `
ALTER TABLE draft_capture ADD COLUMN original BLOB;
ALTER TABLE draft_capture ADD COLUMN original_sha256 TEXT;
`,
} as const
