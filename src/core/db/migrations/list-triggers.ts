/**
 * Triggers that bring a list up to its view as rows of a table that name a packet come and go. The SQL of a migration that uses it is history: what
 * this answers does not change.
 * @param name the triggers are called `LIST_NAME_new` and `LIST_NAME_old`
 */
export function followsPackets(list: string, name: string, table: string): string {
  return (['new', 'old'] as const)
    .map(
      (row) => `
CREATE TRIGGER ${list}_${name}_${row} AFTER ${row === 'new' ? 'INSERT' : 'DELETE'} ON ${table} BEGIN
  DELETE FROM ${list} WHERE recording = ${row}.packet;
  INSERT INTO ${list} SELECT * FROM ${list}_now WHERE recording = ${row}.packet;
END;`,
    )
    .join('')
}
