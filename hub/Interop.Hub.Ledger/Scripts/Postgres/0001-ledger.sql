-- Times are UTC ticks (100 ns since 0001-01-01), as in the embedded ledger: evidence is taken of them, and a timestamp of
-- PostgreSQL would lose the last digit. interop_time() shows them to people.
-- Bodies, file names and partners' words are sealed under the dossier's data key, which is wrapped outside the database.
-- Codes and keys compare by their bytes (collate "C"), as in the embedded ledger: no index depends on the system's language data.
-- There are no foreign keys on what every packet writes: rows are written by one program in one order, and each check
-- would read and lock a row of another table.

create function interop_now() returns bigint language sql stable parallel safe
  return (extract(epoch from statement_timestamp()) * 10000000)::bigint + 621355968000000000;

create function interop_time(ticks bigint) returns timestamptz language sql immutable strict parallel safe
  return to_timestamp((ticks - 621355968000000000) / 10000000.0);

-- One line of numbers for packets and deliveries: taken under the dossier's row lock, so that within a dossier and within
-- a lane they grow in the order of acceptance on whichever node. Also what the partitions are cut by.
create sequence ledger_key cache 1;
create sequence dossier_key cache 1;
create sequence operator_act_key cache 1;

create table dossier (
  key bigint primary key,
  number text collate "C" not null,
  owner text collate "C" not null,
  procedure text collate "C" not null,
  receiving text collate "C" not null,
  competent text collate "C" not null,
  received_at bigint not null,
  due_at bigint,
  status integer,
  status_since bigint,
  financial integer not null,
  financial_since bigint,
  result integer not null,
  result_since bigint,
  -- Digest of the latest accepted submission or correction: what a duplicate is held against.
  latest_digest bytea not null,
  latest_packet bigint not null,
  -- The submission whose content is in force; a quarantined one never is.
  submission bigint not null,
  key_id text not null,
  data_key bytea not null,
  created_at bigint not null,
  updated_at bigint not null
);

create index dossier_updated on dossier (updated_at);

-- Identity is (scheme, issuer, value). tie is 0 for schemes that decide identity, so that the key lets one dossier have
-- the code and no second; for schemes that only search it is the dossier's key.
create table dossier_identifier (
  value text collate "C" not null,
  scheme integer not null,
  issuer text collate "C" not null,
  tie bigint not null,
  dossier bigint not null,
  attached_at bigint not null,
  primary key (value, scheme, issuer, tie)
);

create index dossier_identifier_dossier on dossier_identifier (dossier);

create table dossier_party (
  dossier bigint not null,
  partner text collate "C" not null,
  primary key (dossier, partner)
);

-- Lifelong: never partitioned, never purged. duplicate is true when the answer given under the key was "duplicate".
create table request_key (
  partner text collate "C" not null,
  operation text collate "C" not null,
  key text collate "C" not null,
  digest bytea not null,
  packet bigint not null,
  duplicate boolean not null,
  primary key (partner, operation, key)
);

create table packet_key (
  partner text collate "C" not null,
  packet_id text collate "C" not null,
  digest bytea not null,
  packet bigint not null,
  duplicate boolean not null,
  primary key (partner, packet_id)
);

-- An event's id is its source's: two partners may both call something "1".
create table event_key (
  dossier bigint not null,
  kind integer not null,
  partner text collate "C" not null,
  event text collate "C" not null,
  digest bytea not null,
  packet bigint not null,
  primary key (dossier, kind, partner, event)
);

-- Cut by key, that is by time: what is written today is written into one partition, whose indexes stay in memory however
-- much lies behind it. Every question of the hot path names the key.
create table packet (
  key bigint not null,
  id bytea not null,
  dossier bigint,
  partner text collate "C" not null,
  packet_id text collate "C" not null,
  kind integer not null,
  digest bytea not null,
  event_key text,
  corrects text,
  occurred_at bigint not null,
  accepted_at bigint not null,
  status integer,
  status_verdict integer,
  traceparent text,
  receipt text not null,
  body_digest bytea not null,
  documents bytea,
  -- Only without a dossier: then the packet has a data key of its own.
  key_id text,
  data_key bytea,
  primary key (key)
) partition by range (key);

create index packet_id on packet (id);
create index packet_dossier on packet (dossier) where dossier is not null;

create table packet_body (
  packet bigint not null,
  body bytea not null,
  primary key (packet)
) partition by range (packet);

-- Sealed bytes do not compress.
alter table packet_body alter column body set storage external;

-- lane is the dossier's key, or minus the packet's key for a packet without a dossier; with the destination it names a lane.
create table lane (
  lane bigint not null,
  destination text collate "C" not null,
  known boolean not null,
  next_position bigint not null,
  primary key (lane, destination)
);

-- What is not passed lies apart from what is: a delivery moves over with its outcome. So the tables and indexes that the
-- hot path and the scheduler work with are as large as what is waiting, not as all that ever was.
create table delivery (
  key bigint not null,
  passed boolean not null,
  id bytea not null,
  packet bigint not null,
  lane bigint not null,
  destination text collate "C" not null,
  position bigint not null,
  role integer not null,
  gate text,
  state integer not null,
  park text,
  due_at bigint,
  proceed_at bigint,
  answer_within bigint,
  answer_due bigint,
  silent_at bigint,
  attempts integer not null default 0,
  probes integer not null default 0,
  recorded integer not null default 0,
  first_attempt_at bigint,
  closed_at_first bigint not null default 0,
  token bigint not null default 0,
  lease_until bigint,
  claimed_at bigint,
  claimed_from integer,
  node text collate "C",
  changed_at bigint not null,
  delivered_at bigint,
  partner_reference text,
  primary key (passed, key),
  -- 7 Delivered, 10 Superseded, 11 Cancelled, 12 Skipped.
  check (passed = (state in (7, 10, 11, 12)))
) partition by list (passed);

create table delivery_open partition of delivery for values in (false)
  -- Rows come and go by the thousand a second: dead ones must go early, and a stale estimate must not mislead a plan.
  with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
create table delivery_passed partition of delivery for values in (true) partition by range (key);

create index delivery_id on delivery (id);
create index delivery_packet on delivery (packet);
create index delivery_answer on delivery (lane, destination) where answer_due is not null;
create index delivery_silent on delivery (answer_due) where answer_due is not null and silent_at is null;
create index delivery_open_lane on delivery_open (lane, destination, position, key);
create index delivery_open_state on delivery_open (destination, state);
create index delivery_open_due on delivery_open (destination, due_at) where state in (3, 5, 6);
create index delivery_open_lease on delivery_open (lease_until) where state = 4;
create index delivery_open_proceed on delivery_open (proceed_at) where proceed_at is not null and state in (3, 5, 6, 9);

create table delivery_gate (
  gate bigint not null,
  behind bigint not null,
  primary key (gate, behind)
);

create index delivery_gate_behind on delivery_gate (behind);

create table attempt (
  delivery bigint not null,
  number integer not null,
  token bigint not null,
  purpose integer not null,
  started_at bigint not null,
  duration bigint not null,
  outcome text not null,
  taken boolean not null,
  next_state integer,
  fault_code text,
  fault_responsibility integer,
  fault_scope integer,
  fault_remedy integer,
  fault_message text,
  fault_partner_code text,
  fault_pointer text,
  fault_partner_text bytea,
  reference text,
  note text,
  trace_id text,
  node text collate "C" not null,
  primary key (delivery, number)
) partition by range (delivery);

create table finding (
  delivery bigint not null,
  ordinal integer not null,
  gate text not null,
  subject text not null,
  verdict integer not null,
  at bigint not null,
  primary key (delivery, ordinal)
);

create table destination_control (
  destination text collate "C" primary key,
  door integer not null,
  since bigint not null,
  failures integer not null,
  probe_at bigint,
  failed_probes integer not null,
  return_stage integer not null,
  return_left integer not null,
  closed_total bigint not null,
  fault_code text,
  reason text,
  version bigint not null
);

create table operator_act (
  key bigint primary key,
  delivery bigint not null,
  from_state integer not null,
  to_state integer not null,
  operator text not null,
  reason bytea not null,
  at bigint not null
);

create table document (
  owner text collate "C" not null,
  digest bytea not null,
  size bigint not null,
  uploaded_at bigint not null,
  referred boolean not null default false,
  primary key (owner, digest)
);

create index document_unreferred on document (uploaded_at) where not referred;

create table packet_document (
  lane bigint not null,
  digest bytea not null,
  packet bigint not null,
  owner text collate "C" not null,
  primary key (lane, digest, packet)
);

-- One chain per node. An entry holds its items side by side: one row for a commit of hundreds, and no index over them.
-- kinds: 1 acceptance (subject: packet), 2 attempt (delivery, number), 3 operator's act, 4 another node's head (number: its entry).
create table evidence (
  node text collate "C" not null,
  entry bigint not null,
  at bigint not null,
  root bytea not null,
  previous bytea not null,
  digest bytea not null,
  kinds smallint[] not null,
  subjects bigint[] not null,
  numbers bigint[] not null,
  salts bytea[] not null,
  digests bytea[] not null,
  primary key (node, entry)
);

-- The heads that chains were anchored to, see kind 4.
create table evidence_anchor (
  key bigint generated always as identity primary key,
  node text collate "C" not null,
  entry bigint not null,
  digest bytea not null
);

-- A trace of the digest key: with other master keys the hub must not start, for it would take every repeated packet as new.
create table key_check (
  name text collate "C" primary key,
  trace bytea not null
);

-- Stops a commit whose update did not find every row as it was read: another node was faster, and the group is tried again.
create function interop_expect(actual bigint, expected bigint) returns void language plpgsql as $$
begin
  if actual <> expected then
    raise exception 'Another node changed % of % rows meanwhile.', expected - actual, expected using errcode = 'serialization_failure';
  end if;
end $$;

-- What the ledger was made with and keeps for life, such as the width of its partitions.
create table ledger_setting (
  name text primary key,
  value bigint not null
);
