using Interop.Adapters.Configuration;
using Interop.Adapters.Tests.Samples;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>
/// What every adapter must do, whatever it speaks: tried against its partner's simulator and against a peer on a raw
/// socket. A new adapter subclasses this (or <see cref="DeliveryConformance"/>) and fills in the abstract members.
/// </summary>
public abstract partial class AdapterConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private AdapterBench _bench = null!;
    private PartnerSimulator? _partner;

    /// <summary>The factory under test.</summary>
    protected abstract IAdapterFactory Factory { get; }

    /// <summary>What is meant by "sent and not answered": Unknown for deliveries; look-ups may simply be asked again.</summary>
    protected abstract Ending Unclear { get; }

    /// <summary>Starts the partner.</summary>
    protected abstract Task<PartnerSimulator> StartPartnerAsync(Temper temper);

    /// <summary>Complete settings for a partner at that address, with the simulator's usual credentials.</summary>
    protected abstract Dictionary<string, string?> Settings(Uri baseUrl);

    /// <summary>Attempts one delivery or look-up.</summary>
    protected abstract Task<Attempted> AttemptAsync(AdapterInstance adapter, string deliveryId, string dossierNumber, CancellationToken cancellationToken);

    /// <summary>What the peer answers to calls that come before the one that counts (log-ins); null: this one counts.</summary>
    internal virtual PeerAnswer? Prelude(PeerRequest request) => null;

    /// <summary>The partner's acceptance, as a raw peer says it.</summary>
    internal abstract PeerAnswer Acceptance();

    /// <summary>The partner's refusal of the data, in these words.</summary>
    internal abstract PeerAnswer Refusal(string words);

    /// <summary>True when the partner's own words are kept as body; a look-up keeps none.</summary>
    protected virtual bool KeepsPartnerWords => true;

    /// <summary>The setting that bounds the answer's time.</summary>
    protected virtual string TimeoutSetting => "Timeout";

    protected PartnerSimulator Partner => _partner!;

    private protected AdapterBench Bench => _bench;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public async Task EndAsync()
    {
        if (_partner is not null)
        {
            await _partner.DisposeAsync();
            _partner = null;
        }

        _bench.Dispose();
    }

    protected static string Number(int index) => $"000.00.18.H40-240603-{index + 1:D4}";

    protected async Task<AdapterInstance> ConnectAsync(Temper temper = Temper.Honours, Action<Dictionary<string, string?>>? settings = null)
    {
        _partner = await StartPartnerAsync(temper);
        var given = Settings(_partner.BaseUrl);
        settings?.Invoke(given);
        return _bench.Make(Factory, given);
    }

    protected async Task<Attempted> TryAsync(AdapterInstance adapter, string deliveryId = "d1", string? dossierNumber = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        return Checked(await AttemptAsync(adapter, deliveryId, dossierNumber ?? SampleDossier.Number, patience.Token));
    }

    /// <summary>Every fault that a test sees is checked for what must not stand in a log.</summary>
    protected Attempted Checked(Attempted attempted)
    {
        if (attempted.Fault is { } fault)
        {
            Assert.Multiple(() =>
            {
                Assert.That(fault.Message, Is.Not.Empty.And.Length.LessThanOrEqualTo(500));
                Assert.That(SampleDossier.Personal.Where(p => fault.Message.Contains(p, StringComparison.Ordinal)), Is.Empty);
                Assert.That(fault.PartnerCode?.Length ?? 0, Is.LessThanOrEqualTo(64));
                Assert.That(fault.PartnerText?.Length ?? 0, Is.LessThanOrEqualTo(KeepsPartnerWords ? 4000 : 0));
            });
        }

        return attempted;
    }

    protected static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
