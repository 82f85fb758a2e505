/**
 * How rows of a replicated table merge when two states meet (FORMATS: changes and state): `append` is a union; `register` has a
 * version per row (row_version); `level` is the copies' own: the higher level, then the later one.
 */
export type Merge = 'append' | 'register' | 'level'

/** Travels in snapshots before all others; kept by the change triggers, and itself no change. */
export const ROW_VERSIONS = 'row_version'
/** Since which schema. */
export const VERSIONED_SINCE = 7

/** Tables that travel in change logs and state snapshots, with their primary key, in an order in which they can be restored. */
export const REPLICATED = [
  { table: 'epoch', key: ['id'], merge: 'append' },
  { table: 'profile', key: ['serial'], merge: 'append' },
  { table: 'account', key: ['id'], merge: 'register' },
  { table: 'audit', key: ['epoch', 'seq'], merge: 'append' },
  // Destructions before keys: a key that comes after its destruction does not come back.
  { table: 'audit_gone', key: ['key'], merge: 'append' },
  { table: 'audit_key', key: ['id'], merge: 'register' },
  { table: 'audit_value', key: ['epoch', 'seq'], merge: 'append' },
  { table: 'recording', key: ['id'], merge: 'append' },
  { table: 'recording_photo', key: ['recording'], merge: 'append' },
  { table: 'recording_exception', key: ['recording', 'slot'], merge: 'register' },
  { table: 'recording_status', key: ['recording'], merge: 'register' },
  { table: 'queue_ticket', key: ['id'], merge: 'register' },
  { table: 'register', key: ['epoch', 'issuer', 'year'], merge: 'register' },
  { table: 'register_gap', key: ['epoch', 'issuer', 'year', 'from_seq'], merge: 'append' },
  { table: 'suket', key: ['id'], merge: 'register' },
  { table: 'suket_event', key: ['suket', 'epoch', 'n'], merge: 'append' },
  { table: 'disk', key: ['id'], merge: 'register' },
  { table: 'disk_commit', key: ['disk', 'sequence'], merge: 'append' },
  { table: 'copy', key: ['packet', 'disk'], merge: 'level' },
  { table: 'volume_check', key: ['disk', 'volume'], merge: 'level' },
  { table: 'disk_check', key: ['disk', 'at'], merge: 'append' },
  { table: 'disk_alarm', key: ['id'], merge: 'register' },
  { table: 'disk_loss', key: ['disk', 'at'], merge: 'register' },
  { table: 'purged', key: ['packet', 'epoch'], merge: 'register' },
  { table: 'site', key: ['code'], merge: 'register' },
  { table: 'site_log', key: ['site', 'at', 'state'], merge: 'append' },
  { table: 'notice', key: ['id'], merge: 'append' },
  { table: 'upload_item', key: ['packet', 'attempt', 'site'], merge: 'register' },
  { table: 'receipt', key: ['site', 'serial'], merge: 'append' },
  { table: 'post_receipt', key: ['site', 'serial'], merge: 'append' },
  { table: 'bag', key: ['id'], merge: 'register' },
  { table: 'bag_item', key: ['bag', 'packet'], merge: 'append' },
  { table: 'bag_refusal', key: ['site', 'answer', 'packet'], merge: 'append' },
  { table: 'bag_order', key: ['bag', 'order_id', 'want'], merge: 'register' },
  { table: 'epoch_source', key: ['epoch', 'source'], merge: 'register' },
  { table: 'quarantine', key: ['digest'], merge: 'append' },
  { table: 'drill', key: ['id'], merge: 'append' },
  { table: 'card', key: ['recording'], merge: 'register' },
  { table: 'print_grant', key: ['packet', 'fence'], merge: 'append' },
  { table: 'blank_entry', key: ['epoch', 'n'], merge: 'append' },
  { table: 'destruction', key: ['id'], merge: 'append' },
  { table: 'bag_event', key: ['bag', 'epoch', 'n'], merge: 'append' },
  { table: 'day_check', key: ['epoch', 'day', 'list', 'item'], merge: 'register' },
  { table: 'card_visit', key: ['id'], merge: 'register' },
  { table: 'retention_act', key: ['id'], merge: 'append' },
  { table: 'erased', key: ['kind', 'id'], merge: 'append' },
  { table: 'access_request', key: ['id'], merge: 'register' },
] as const satisfies readonly { table: string; key: readonly string[]; merge: Merge }[]

export type ReplicatedTable = (typeof REPLICATED)[number]['table']
