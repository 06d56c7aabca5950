using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Writing;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// Every hot question enters the tables by an index, only the partitions it should, and looks at a handful of rows,
/// however many there are: by the plan for its arguments and by the one kept for any, before and after the first statistics.
/// </summary>
[TestFixture]
internal sealed class PostgresQueryPlanTests
{
    private const string Packet = "decode(md5('4711'), 'hex')";
    private static readonly string[] OpenOnly = ["delivery_open"];
    private static readonly string[] One = ["dossier", "dossier_identifier", "dossier_party"];

    private LargeLedger _ledger = null!;

    /// <summary>A question, its arguments, how many rows it may look at, what else than the partitions of one key it may enter, the index that must serve it.</summary>
    private static readonly Question[] Questions =
    [
        new("due", DueQuestions.Due, "'DEAD', null, 50", 50, OpenOnly, "delivery_open_due"),
        new("due last", DueQuestions.NewestDue, "'DEAD', null, 50", 50, OpenOnly, "delivery_open_due"),
        new("due of a small partner", DueQuestions.Due, "'D3', null, 50", 50, OpenOnly, "delivery_open_due"),
        new("due of nobody", DueQuestions.Due, "'NOBODY', null, 50", 0, OpenOnly, null),
        new("expired", DueQuestions.Expired, "null, 20", Largest(2000), [.. OpenOnly, "packet_0", "packet_1", "packet_2", "packet_3"], "delivery_open_lease"),
        new("gates", DueQuestions.GatesToPass, "null, 20", Largest(3000), OpenOnly, "delivery_open_proceed"),
        new("waiting in an inbox", InboxQuestions.Waiting, "'DEAD', null, 50", Largest(200), [.. OpenOnly, "packet_0", "packet_1", "packet_2", "packet_3", "dossier"], "delivery_open_due"),
        new("how many wait in an inbox", InboxQuestions.Count, "'DEAD', null, 50", 50, OpenOnly, "delivery_open_due"),
        new("delivery by id", InboxQuestions.DeliveryById, Packet, 1, [.. AllOf("delivery_passed"), .. OpenOnly, .. AllOf("packet")], null),
        new("silent", News.Silent, "null, 50", Largest(500), [.. AllOf("delivery_passed"), .. OpenOnly, .. AllOf("packet")], null),
        new("news", News.Untold, "null, 50", 200, ["news", .. AllOf("delivery_passed"), .. OpenOnly, .. AllOf("packet")], "news_due"),
        new("silence told", News.SilenceTold, "null, array[4001, 4002]", 4, [.. AllOf("delivery_passed"), "delivery"], null) { Types = "bigint, bigint[]" },
        new("doubt told", FlushSql.DoubtTold, "array[4720, 4741], array[1, 1]", 8, ["news"], "news_pkey") { Types = "bigint[], bigint[]" },
        new("news told", FlushSql.NewsTold, "array[4720, 4741], array[7, 7], array[1, 1]", 8, ["news"], "news_pkey") { Types = "bigint[], integer[], bigint[]" },
        new("arrival told", FlushSql.ToldAll, "array[4720, 4741]", 6, ["told"], "told_pkey") { Types = "bigint[]" },
        new("to be sent again", PostgresReplays.PageMeant, "'DEAD', array[5, 6], 9000000000000000000, null, null, 4000, 50", 150, [.. OpenOnly, .. AllOf("packet"), .. AllOf("attempt")], "delivery_open_stuck") { Types = "text, integer[], bigint, text, integer, bigint, integer" },
        new("retained", RetentionQuestions.Page, "4000, 5000, array_fill(9000000000000000000, array[14]), array['x'], 50", 600, ["packet_body_0", "packet_0", "dossier", .. AllOf("delivery_passed"), .. OpenOnly], "dossier_pkey") { Types = "bigint, bigint, bigint[], text[], bigint" },
        new("still here", RetentionQuestions.Following, "4711", 1, ["packet_body_0"], null),
        new("destinations", DueQuestions.Destinations, "", 30, OpenOnly, "delivery_open_state"),
        new("backlog", DueQuestions.Backlog, "null", Largest(19), OpenOnly, "delivery_open_state"),
        new("to be doubted", PostgresRestores.Page, "0, '', 0, 0, 50", 50, OpenOnly, "delivery_open_lane"),
        new("find", DossierQuestions.Head, "array['N-4711'], array[1], array['H40.18'], 'N-4711', 'MOTCUA'", 6, [.. One, "packet_0"], "dossier_pkey"),
        new("resolve", DossierQuestions.Resolve, "'N-4711', null, null", 1, One, "dossier_identifier_pkey"),
        new("search", DossierQuestions.Search, "'N-4711'", 3, [.. One, .. OpenOnly], "dossier_identifier_pkey"),
        new("search a repeated number", DossierQuestions.Search, "'R-4711'", 40, [.. One, .. OpenOnly], "dossier_identifier_pkey"),
        new("newest", DossierQuestions.Newest, "50, 0", 300, [.. One, .. OpenOnly], "dossier_updated"),
        new("awaited", PostgresLedger.Awaited, "'DEAD', 4000, 0, 2000", 4_000, ["dossier", "lane"], null),
        new("dossier", DossierBatch.Dossier, "4711", 1, One, "dossier_pkey"),
        new("identifiers", DossierBatch.Identifiers, "4711", 2, One, "dossier_identifier_dossier"),
        new("parties", DossierBatch.Parties, "4711", 1, One, "dossier_party_pkey"),
        new("packets", DossierBatch.Packets, "4711", 1, AllOf("packet"), null),
        new("deliveries", DossierBatch.Deliveries, "4711", 2, [.. AllOf("packet"), .. AllOf("delivery_passed"), .. OpenOnly], null),
        new("attempts", DossierBatch.Attempts, "4711", 3, [.. AllOf("packet"), .. AllOf("delivery_passed"), .. OpenOnly, "attempt_0"], null),
        new("packet by id", DossierBatch.PacketById, Packet, 1, AllOf("packet"), null),
        new("its dossier", DossierBatch.DossierOfPacket, Packet, 2, [.. AllOf("packet"), "dossier"], "dossier_pkey"),
        new("its deliveries", DossierBatch.DeliveriesOfPacket, Packet, 2, [.. AllOf("packet"), .. AllOf("delivery_passed"), .. OpenOnly], null),
        new("a body", PacketContents.Body, Packet, 3, [.. AllOf("packet"), .. AllOf("packet_body")], null),
        new("statuses of a document", PacketContents.Statuses, "'VB,1/', 'VB,10', 200", 4, [.. AllOf("packet"), .. AllOf("packet_body")], null),
        new("their dossiers", PacketContents.DossiersOfStatuses, "'VB,1/', 'VB,10', 200", 4, [.. AllOf("packet"), "dossier"], null),
        new("its attempts", DossierBatch.AttemptsOfPacket, Packet, 3, [.. AllOf("packet"), .. AllOf("delivery_passed"), .. OpenOnly, "attempt_0"], null),
    ];

    /// <summary>What the writer asks for each commit, in its own session, here for some of a group.</summary>
    private static readonly Question[] Keyed =
    [
        new("codes", FirstLook.Codes, "array[1, 1], array['H40.18', 'H40.18'], array['N-4711', 'N-0']", 4, ["dossier_identifier"], "dossier_identifier_pkey") { Types = "integer[], text[], text[]" },
        new("packet keys", FirstLook.PacketKeys, "array['MOTCUA', 'MOTCUA'], array['p-4711', 'p-0']", 6, ["packet_key", "packet_0"], "packet_key_pkey") { Types = "text[], text[]" },
        new("where deliveries are", FirstLook.OpenDeliveries, $"array[decode(md5('d4720'), 'hex'), {Packet}]", 4, [.. OpenOnly, "packet_0"], "delivery_open_id_idx"),
        new("open deliveries", LoadSql.OpenDeliveries, "array[4720, 4740]", 6, [.. OpenOnly, "packet_0"], "delivery_open_lane"),
        new("gates", LoadSql.Gates, "array[4720, 4740, 4711]", 12, [.. OpenOnly, "delivery_gate"], "delivery_gate_behind"),
        new("findings", LoadSql.Findings, "array[4720, 4740]", 6, ["delivery_gate", "finding"], "delivery_gate_behind"),
        new("identifiers of dossiers", LoadSql.Identifiers, "array[4711, 4712]", 4, ["dossier_identifier"], "dossier_identifier_dossier"),
    ];

    /// <summary>What the writer changes for a group, in its own session; each is taken back.</summary>
    private static readonly Question[] Written =
    [
        new("outcomes", FlushSql.Deliveries, "array[4720], array[5], array[0], array[0], array[true], array[7], '{null}', '{null}', '{null}', array[1], array[0], array[1], array[1], array[0], array[1], '{null}', array[1], array[3], array['n'], array[1], array[1], array['R'], false, 1", 4, [.. OpenOnly, "delivery"], "delivery_open_pkey")
        {
            Types = "bigint[], integer[], bigint[], integer[], boolean[], integer[], text[], bigint[], bigint[], integer[], integer[], integer[], bigint[], bigint[], bigint[], bigint[], bigint[], integer[], text[], bigint[], bigint[], text[], boolean, bigint",
        },
        new("told", FlushSql.Told, "array[4720, 4741], array[1, 1]", 4, ["told"], null) { Types = "bigint[], bigint[]" },
        new("doubted", FlushSql.Doubted, "array[4720, 4741], array[1, 1], array[2, 2]", 4, ["news"], null) { Types = "bigint[], bigint[], bigint[]" },
        new("no news", FlushSql.NoNews, "array[4720, 4740]", 4, ["news"], "news_pkey") { Types = "bigint[]" },
        new("owed", FlushSql.News, "array[4720, 4740], array[7, 3], array[1, 1]", 4, ["news", "told"], "told_pkey") { Types = "bigint[], integer[], bigint[]" },
        new("answered", FlushSql.Answered, "array[4001, 5001], array['D11', 'D4']", 4, [.. AllOf("delivery_passed"), .. OpenOnly, "delivery"], null) { Types = "bigint[], text[]" },
        new("files", FlushSql.Referred, "array['MOTCUA'], array[decode(md5('100'), 'hex')]", 2, ["document"], "document_pkey") { Types = "text[], bytea[]" },
    ];

    [OneTimeSetUp]
    public async Task Load() => _ledger = await LargeLedger.LoadAsync();

    [OneTimeTearDown]
    public async Task Drop() => await _ledger.DisposeAsync();

    [Test]
    [Order(1)]
    public Task Before_any_statistics_were_gathered() => AllHoldAsync();

    [Test]
    [Order(2)]
    public async Task With_statistics()
    {
        await _ledger.RunAsync("vacuum analyze");
        await AllHoldAsync();
    }

    private async Task AllHoldAsync()
    {
        List<string> flaws = [];
        await AsInAsync(Database.ReaderSession);
        await HoldAsync(Questions, flaws);
        await AsInAsync(Database.KeyedPlans);
        await HoldAsync(Keyed, flaws);
        await HoldAsync(Written, flaws);
        await _ledger.RunAsync("reset all");
        Assert.That(flaws, Is.Empty, string.Join('\n', flaws));
    }

    private async Task AsInAsync(string session)
    {
        await _ledger.RunAsync("reset all");
        foreach (var setting in session.Split("-c ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await _ledger.RunAsync($"set {setting}");
        }
    }

    private async Task HoldAsync(Question[] questions, List<string> flaws)
    {
        foreach (var question in questions)
        {
            foreach (var generic in (bool[])[false, true])
            {
                var plan = await ExplainedPlan.OfAsync(_ledger.Db, question.Sql, question.Arguments, generic, question.Types);
                flaws.AddRange(Flaws(question, plan).Select(f => $"{question.Name}, {(generic ? "for any arguments" : "for these arguments")}: {f}\n    {plan}"));
            }
        }
    }

    private static IEnumerable<string> Flaws(Question question, ExplainedPlan plan)
    {
        foreach (var table in plan.Scanned)
        {
            yield return $"reads {table} from end to end";
        }

        foreach (var relation in plan.Relations.Except(question.Relations, StringComparer.Ordinal))
        {
            yield return $"enters {relation}";
        }

        if (plan.Rows > question.Rows)
        {
            yield return $"looks at {plan.Rows} rows, not at {question.Rows}";
        }

        if (question.Index is { } index && !plan.Indexes.Contains(index, StringComparer.Ordinal))
        {
            yield return $"does not use {index}";
        }
    }

    private static string[] AllOf(string table) => [.. Enumerable.Range(0, 4).Select(i => $"{table}_{i}")];

    private static long Largest(int share) => (LargeLedger.Rows / share) + 100;

    private sealed record Question(string Name, string Sql, string Arguments, long Rows, string[] Relations, string? Index)
    {
        /// <summary>Of the arguments, where the question does not tell.</summary>
        public string? Types { get; init; }
    }
}
