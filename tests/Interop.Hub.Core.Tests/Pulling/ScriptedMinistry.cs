using System.Globalization;
using System.Text;
using Interop.Adapters.Configuration;
using Interop.Adapters.Inbound;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Pulling;

/// <summary>A partner that holds packets until it is told of them, and the hub's door beside it: one book of what happened.</summary>
internal sealed class ScriptedMinistry : IPullSource, IPartnerDoor, IAdapterRegistry, IDestinationOperations, IAwaitedDossiers
{
    private readonly List<string> _waiting = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>What happened, in its order.</summary>
    public List<string> Book { get; } = [];

    public TimeSpan? Every { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many it gives at once.</summary>
    public int Page { get; set; } = 3;

    /// <summary>It is told of nothing, and lists everything each time.</summary>
    public bool Forgets { get; set; }

    /// <summary>Asked before each step: what breaks it; null: nothing.</summary>
    public Func<string, object?> Breaks { get; set; } = _ => null;

    /// <summary>Held until it is completed.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public Door Door { get; set; } = Door.Open;

    public List<DateTimeOffset> Asked { get; } = [];

    public int? DossiersAtOnce { get; set; }

    /// <summary>Its open dossiers.</summary>
    public List<string> Open { get; } = [];

    /// <summary>Which dossiers each question was about.</summary>
    public List<string> AskedAbout { get; } = [];

    public IReadOnlyList<DestinationControl> Doors => [new DestinationControl { Destination = "HOTICH", Door = Door, Since = default }];

    public void Add(params IEnumerable<string> packets) => _waiting.AddRange(packets);

    public async Task<PullOutcome> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request.Since);
        AskedAbout.Add(string.Join(' ', request.Dossiers));
        await Answers.WaitAsync(cancellationToken);
        if (Broken("ask") is Fault fault)
        {
            return new PullOutcome.Failed(fault);
        }

        var page = _waiting.Take(Page).ToList();
        return new PullOutcome.Answered([.. page.Select(p => new PulledPacket { Key = p, Json = Encoding.UTF8.GetBytes(p) })], More: _waiting.Count > Page);
    }

    public Task<Fault?> TellAsync(PulledPacket packet, IntakeOutcome outcome, CancellationToken cancellationToken)
    {
        if (Broken("tell") is Fault fault)
        {
            return Task.FromResult<Fault?>(fault);
        }

        if (outcome is IntakeOutcome.Accepted && !Forgets)
        {
            Book.Add($"told {packet.Key}");
            _waiting.Remove(packet.Key);
        }

        return Task.FromResult<Fault?>(null);
    }

    public Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken)
    {
        var packet = Encoding.UTF8.GetString(inbound.Json.Span);
        if (Broken($"take {packet}") is Refusal refusal)
        {
            return Task.FromResult<IntakeOutcome>(new IntakeOutcome.Refused(refusal));
        }

        var repeated = !_taken.Add(packet);
        Book.Add(repeated ? $"again {packet}" : $"took {packet}");
        return Task.FromResult<IntakeOutcome>(new IntakeOutcome.Accepted(
            new Receipt { ReceiptId = packet, PacketId = packet, AcceptedAt = default, Disposition = repeated ? Disposition.Duplicate : Disposition.New }, repeated));
    }

    public Task<AwaitedPage> AwaitedAsync(string destination, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) => Task.FromResult(new AwaitedPage(
        [.. Open.Skip((int)after).Take(limit).Select(number => new AwaitedDossier(number, null))], after + limit < Open.Count ? after + limit : null));

    public Task<FileStoring> KeepAsync(string partner, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();

    public AdapterInstance? Get(string destination) => destination == "HOTICH" ? new AdapterInstance(Pull: this) : null;

    public DoorTraffic? TrafficOf(string destination) => null;

    public Task<bool> PauseAsync(string destination, string who, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ResumeAsync(string destination, string who, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public static string Name(int number) => number.ToString("000", CultureInfo.InvariantCulture);

    private object? Broken(string step) => Breaks(step) is Exception thrown ? throw thrown : Breaks(step);
}
