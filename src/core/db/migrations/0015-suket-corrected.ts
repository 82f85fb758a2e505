/** Letters are found by the NIK and name that stand on them: as corrections had them on the day of issue, whichever row comes first. A trigger fails for no row,
 * whatever stands in it. */
export const suketCorrected = {
  version: 15,
  sql: `
DROP TRIGGER suket_search_letter;
CREATE TRIGGER suket_search_letter AFTER INSERT ON suket BEGIN
  INSERT OR REPLACE INTO suket_search (n, text)
    SELECT new.rowid, new.number || char(10) || p.nik || char(10) || p.name FROM recording r
    JOIN recording p ON p.id = coalesce((SELECT k.id FROM recording k WHERE k.amends = r.id AND k.sealed_at <= new.issued_at
      AND iif(json_valid(k.amendment), json_extract(k.amendment, '$.kind'), '') = 'correction' ORDER BY k.rowid DESC LIMIT 1), r.id)
    WHERE r.id = new.recording;
END;
CREATE TRIGGER suket_search_corrected AFTER INSERT ON recording WHEN new.amends IS NOT NULL
  AND iif(json_valid(new.amendment), json_extract(new.amendment, '$.kind'), '') = 'correction' BEGIN
  INSERT OR REPLACE INTO suket_search (n, text)
    SELECT s.rowid, s.number || char(10) || new.nik || char(10) || new.name FROM suket s
    WHERE s.recording = new.amends AND s.issued_at >= new.sealed_at;
END;
INSERT OR REPLACE INTO suket_search (n, text)
  SELECT s.rowid, s.number || char(10) || k.nik || char(10) || k.name FROM recording k JOIN suket s ON s.recording = k.amends
  WHERE iif(json_valid(k.amendment), json_extract(k.amendment, '$.kind'), '') = 'correction' AND k.sealed_at <= s.issued_at ORDER BY k.rowid;
`,
} as const
