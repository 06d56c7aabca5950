namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// What a group writes: one statement per table, a row per element of its arrays. Keys that other nodes may write too go
/// in sorted order, so that two groups cannot wait for each other.
/// </summary>
internal static class FlushSql
{
    public const string NewDossiers = """
        insert into dossier (key, number, owner, procedure, receiving, competent, received_at, due_at, status, status_since, financial, financial_since,
          result, result_since, latest_digest, latest_packet, submission, key_id, data_key, created_at, updated_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    public const string Dossiers = """
        update dossier d set procedure = u.procedure, receiving = u.receiving, competent = u.competent, received_at = u.received_at, due_at = u.due_at,
          status = u.status, status_since = u.status_since, financial = u.financial, financial_since = u.financial_since, result = u.result,
          result_since = u.result_since, latest_digest = u.latest_digest, latest_packet = u.latest_packet, submission = u.submission, updated_at = u.updated_at
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as u (key, procedure, receiving, competent, received_at, due_at,
          status, status_since, financial, financial_since, result, result_since, latest_digest, latest_packet, submission, updated_at)
        where d.key = u.key
        """;

    public const string Identifiers = "insert into dossier_identifier (value, scheme, issuer, tie, dossier, attached_at) select * from unnest($1, $2, $3, $4, $5, $6)";

    public const string Parties = "insert into dossier_party (dossier, partner) select * from unnest($1, $2) on conflict do nothing";

    public const string Packets = """
        insert into packet (key, id, dossier, partner, packet_id, kind, digest, event_key, corrects, occurred_at, accepted_at, status, status_verdict,
          traceparent, receipt, body_digest, documents, key_id, data_key)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        """;

    public const string Bodies = "insert into packet_body (packet, body) select * from unnest($1, $2)";

    public const string RequestKeys = "insert into request_key (partner, operation, key, digest, packet, duplicate) select * from unnest($1, $2, $3, $4, $5, $6)";

    public const string PacketKeys = "insert into packet_key (partner, packet_id, digest, packet, duplicate) select * from unnest($1, $2, $3, $4, $5)";

    public const string EventKeys = "insert into event_key (dossier, kind, partner, event, digest, packet) select * from unnest($1, $2, $3, $4, $5, $6)";

    public const string References = "insert into packet_document (lane, packet, owner, digest) select * from unnest($1, $2, $3, $4) on conflict do nothing";

    public const string Referred = """
        update document d set referred = true from unnest($1, $2) as u (owner, digest) where d.owner = u.owner and d.digest = u.digest and not d.referred
        """;

    public const string Lanes = """
        insert into lane (lane, destination, known, next_position) select * from unnest($1, $2, $3, $4)
        on conflict (lane, destination) do update set known = lane.known or excluded.known, next_position = greatest(lane.next_position, excluded.next_position)
        """;

    public const string NewDeliveries = """
        insert into delivery (key, passed, id, packet, lane, destination, position, role, gate, proceed_at, answer_within, state, park, due_at, changed_at,
          token, lease_until, claimed_at, claimed_from, node)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    /// <summary>Each row only as it was read: its state and token are the optimistic lock of what was not locked by hand.</summary>
    public const string Deliveries = """
        with changed as (
          update delivery d set passed = u.passed, state = u.state, park = u.park, due_at = u.due_at, answer_due = u.answer_due, attempts = u.attempts,
            probes = u.probes, recorded = u.recorded, first_attempt_at = u.first_attempt_at, closed_at_first = u.closed_at_first, token = u.token,
            lease_until = u.lease_until, claimed_at = u.claimed_at, claimed_from = u.claimed_from, node = u.node, changed_at = u.changed_at,
            delivered_at = u.delivered_at, partner_reference = u.partner_reference
          from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            as u (key, old_state, old_token, old_recorded, passed, state, park, due_at, answer_due, attempts, probes, recorded, first_attempt_at,
              closed_at_first, token, lease_until, claimed_at, claimed_from, node, changed_at, delivered_at, partner_reference)
          where d.passed = $23 and d.key = u.key and d.state = u.old_state and d.token = u.old_token and d.recorded = u.old_recorded
          returning 1)
        select interop_expect((select count(*) from changed), $24)
        """;

    public const string Answered = """
        update delivery d set answer_due = null from unnest($1, $2) as u (lane, destination)
        where d.lane = u.lane and d.destination = u.destination and d.answer_due is not null
        """;

    public const string NewsTold = """
        delete from news n using unnest($1, $2, $3) as u (delivery, state, since) where n.delivery = u.delivery and n.state = u.state and n.since = u.since
        """;

    public const string DoubtTold = """
        update news n set due_at = null from unnest($1, $2) as u (delivery, since) where n.delivery = u.delivery and n.state = 6 and n.since = u.since
        """;

    public const string ToldAll = "delete from told where delivery = any($1)";

    public const string Told = """
        insert into told (delivery, told_at) select * from unnest($1, $2) on conflict (delivery) do update set told_at = excluded.told_at
        """;

    public const string Doubted = """
        insert into news (delivery, state, since, due_at) select delivery, 6, since, due_at from unnest($1, $2, $3) as u (delivery, since, due_at)
        on conflict (delivery) do update set state = excluded.state, since = excluded.since, due_at = excluded.due_at where news.state <> 6
        """;

    public const string NoNews = "delete from news where delivery = any($1)";

    public const string News = """
        insert into news (delivery, state, since, due_at) select u.delivery, u.state, u.since, u.since from unnest($1, $2, $3) as u (delivery, state, since)
        cross join lateral (select from told t where t.delivery = u.delivery limit 1) t
        on conflict (delivery) do update set state = excluded.state, since = excluded.since, due_at = excluded.due_at
        """;

    public const string Gates = "insert into delivery_gate (gate, behind) select * from unnest($1, $2) on conflict do nothing";

    public const string Attempts = """
        insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, next_state, fault_code, fault_responsibility, fault_scope,
          fault_remedy, fault_message, fault_partner_code, fault_pointer, fault_partner_text, reference, note, trace_id, node)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    public const string OldFindings = "delete from finding where delivery = any($1)";

    public const string Findings = "insert into finding (delivery, ordinal, gate, subject, verdict, at) select * from unnest($1, $2, $3, $4, $5, $6)";

    public const string Acts = "insert into operator_act (key, delivery, from_state, to_state, operator, reason, at) select * from unnest($1, $2, $3, $4, $5, $6, $7)";

    public const string Anchors = "insert into evidence_anchor (key, node, entry, digest) overriding system value select * from unnest($1, $2, $3, $4)";

    public const string Recovery = "insert into recovery (epoch, stated_at, stated_by, reason, lost_from, chains) values ($1, $2, $3, $4, $5, $6)";

    public const string DoorAct = "insert into door_act (key, destination, opened, operator, reason, at) values ($1, $2, $3, $4, $5, $6)";

    public const string LookUp = """
        insert into look_up (key, id, partner, officer, unit, dossier, procedure, destination, purpose, outcome, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    public const string Hold = "insert into hold (sign, epoch, since, detail) values ($1, $2, $3, $4)";

    /// <summary>Of two operators who release at one time the second finds it released, and the evidence vouches for one.</summary>
    public const string Release = """
        with changed as (
          update hold set released_at = $1, released_by = $2, release_reason = $3, unstated = $4 where key = $5 and released_at is null returning 1)
        select interop_expect((select count(*) from changed), 1)
        """;

    public const string Doubt = """
        update recovery set doubted = doubted + $1, place_lane = $2, place_destination = $3, place_position = $4, place_key = $5 where epoch = $6
        """;

    public const string Evidence = """
        insert into evidence (node, entry, at, root, previous, digest, kinds, subjects, numbers, salts, digests) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
}
