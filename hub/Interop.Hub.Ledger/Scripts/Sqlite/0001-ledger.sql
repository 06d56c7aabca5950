-- Times are UTC ticks (100 ns since 0001-01-01). Ids are the 16 bytes of their 32 hexadecimal digits.
-- Bodies, file names and partners' words are sealed under the dossier's data key, which is wrapped outside the database.

create table dossier (
  key integer primary key,
  number text not null,
  owner text not null,
  procedure text not null,
  receiving text not null,
  competent text not null,
  received_at integer not null,
  due_at integer,
  status integer,
  status_since integer,
  financial integer not null default 0,
  financial_since integer,
  result integer not null default 0,
  result_since integer,
  -- Digest of the latest accepted submission or correction: what a duplicate is held against.
  latest_digest blob not null,
  latest_packet integer not null,
  -- The submission whose content is in force; a quarantined one never is.
  submission integer not null,
  key_id text not null,
  data_key blob not null,
  created_at integer not null,
  updated_at integer not null
) strict;

create index dossier_updated on dossier (updated_at);

-- Identity is (scheme, issuer, value). tie is 0 for schemes that decide identity, so that the key lets one dossier have
-- the code and no second; for schemes that only search it is the dossier's key.
create table dossier_identifier (
  value text not null,
  scheme integer not null,
  issuer text not null,
  tie integer not null,
  dossier integer not null references dossier (key),
  attached_at integer not null,
  primary key (value, scheme, issuer, tie)
) strict, without rowid;

create index dossier_identifier_dossier on dossier_identifier (dossier);

create table dossier_party (
  dossier integer not null references dossier (key),
  partner text not null,
  primary key (dossier, partner)
) strict, without rowid;

create table packet (
  key integer primary key,
  id blob not null unique,
  dossier integer references dossier (key),
  partner text not null,
  packet_id text not null,
  kind integer not null,
  digest blob not null,
  event_key text,
  corrects text,
  occurred_at integer not null,
  accepted_at integer not null,
  status integer,
  status_verdict integer,
  traceparent text,
  receipt text not null,
  body_digest blob not null,
  documents blob,
  -- Only without a dossier: then the packet has a data key of its own.
  key_id text,
  data_key blob
) strict;

create index packet_dossier on packet (dossier) where dossier is not null;

create table packet_body (
  packet integer primary key references packet (key),
  body blob not null
) strict;

-- Lifelong: never partitioned, never purged. duplicate is 1 when the answer given under the key was "duplicate".
create table request_key (
  partner text not null,
  operation text not null,
  key text not null,
  digest blob not null,
  packet integer not null references packet (key),
  duplicate integer not null,
  primary key (partner, operation, key)
) strict, without rowid;

create table packet_key (
  partner text not null,
  packet_id text not null,
  digest blob not null,
  packet integer not null references packet (key),
  duplicate integer not null,
  primary key (partner, packet_id)
) strict, without rowid;

-- An event's id is its source's: two partners may both call something "1".
create table event_key (
  dossier integer not null references dossier (key),
  kind integer not null,
  partner text not null,
  event text not null,
  digest blob not null,
  packet integer not null references packet (key),
  primary key (dossier, kind, partner, event)
) strict, without rowid;

-- lane is the dossier's key, or minus the packet's key for a packet without a dossier; with the destination it names a lane.
create table lane (
  lane integer not null,
  destination text not null,
  known integer not null,
  next_position integer not null,
  primary key (lane, destination)
) strict, without rowid;

create table delivery (
  key integer primary key,
  id blob not null unique,
  packet integer not null references packet (key),
  lane integer not null,
  destination text not null,
  position integer not null,
  role integer not null,
  gate text,
  state integer not null,
  park text,
  due_at integer,
  proceed_at integer,
  answer_within integer,
  answer_due integer,
  silent_at integer,
  attempts integer not null default 0,
  probes integer not null default 0,
  recorded integer not null default 0,
  first_attempt_at integer,
  closed_at_first integer not null default 0,
  token integer not null default 0,
  lease_until integer,
  claimed_at integer,
  claimed_from integer,
  node text,
  changed_at integer not null,
  delivered_at integer,
  partner_reference text
) strict;

create index delivery_packet on delivery (packet);
-- 7 Delivered, 10 Superseded, 11 Cancelled, 12 Skipped: what is passed leaves these indexes, so they stay small.
create index delivery_lane on delivery (lane, destination, position, key) where state not in (7, 10, 11, 12);
create index delivery_open on delivery (destination, state) where state not in (7, 10, 11, 12);
create index delivery_due on delivery (destination, due_at) where state in (3, 5, 6);
create index delivery_lease on delivery (lease_until) where state = 4;
create index delivery_proceed on delivery (proceed_at) where proceed_at is not null and state in (3, 5, 6, 9);
create index delivery_silent on delivery (answer_due) where answer_due is not null and silent_at is null;
create index delivery_answer on delivery (lane, destination) where answer_due is not null;

create table delivery_gate (
  gate integer not null references delivery (key),
  behind integer not null references delivery (key),
  primary key (gate, behind)
) strict, without rowid;

create index delivery_gate_behind on delivery_gate (behind);

create table attempt (
  delivery integer not null references delivery (key),
  number integer not null,
  token integer not null,
  purpose integer not null,
  started_at integer not null,
  duration integer not null,
  outcome text not null,
  taken integer not null,
  next_state integer,
  fault_code text,
  fault_responsibility integer,
  fault_scope integer,
  fault_remedy integer,
  fault_message text,
  fault_partner_code text,
  fault_pointer text,
  fault_partner_text blob,
  reference text,
  note text,
  trace_id text,
  node text not null,
  primary key (delivery, number)
) strict, without rowid;

create table finding (
  delivery integer not null references delivery (key),
  ordinal integer not null,
  gate text not null,
  subject text not null,
  verdict integer not null,
  at integer not null,
  primary key (delivery, ordinal)
) strict, without rowid;

create table destination_control (
  destination text primary key,
  door integer not null,
  since integer not null,
  failures integer not null,
  probe_at integer,
  failed_probes integer not null,
  return_stage integer not null,
  return_left integer not null,
  closed_total integer not null,
  fault_code text,
  reason text,
  version integer not null
) strict, without rowid;

create table operator_act (
  key integer primary key,
  delivery integer not null references delivery (key),
  from_state integer not null,
  to_state integer not null,
  operator text not null,
  reason blob not null,
  at integer not null
) strict;

create table document (
  owner text not null,
  digest blob not null,
  size integer not null,
  uploaded_at integer not null,
  referred integer not null default 0,
  primary key (owner, digest)
) strict, without rowid;

create index document_unreferred on document (uploaded_at) where referred = 0;

create table packet_document (
  lane integer not null,
  digest blob not null,
  packet integer not null references packet (key),
  owner text not null,
  primary key (lane, digest, packet)
) strict, without rowid;

create table evidence (
  entry integer primary key,
  node text not null,
  at integer not null,
  items integer not null,
  root blob not null,
  previous blob not null,
  digest blob not null
) strict;

-- kind 1 acceptance (subject: packet), 2 attempt (delivery, number), 3 operator's act.
create table evidence_item (
  entry integer not null references evidence (entry),
  ordinal integer not null,
  kind integer not null,
  subject integer not null,
  number integer not null,
  salt blob not null,
  digest blob not null,
  primary key (entry, ordinal)
) strict, without rowid;
