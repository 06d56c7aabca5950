namespace Interop.Simulators;

/// <summary>The four partners of one province, started together with credentials that fit.</summary>
public sealed class SimulatorProvince : IAsyncDisposable
{
    private SimulatorProvince(OneStopSimulator oneStop, NationalPortalSimulator portal, PopulationSimulator population, CivilStatusSimulator civilStatus)
    {
        (OneStop, NationalPortal, Population, CivilStatus) = (oneStop, portal, population, civilStatus);
        All = [oneStop, portal, population, civilStatus];
    }

    /// <summary><c>MCDT</c>.</summary>
    public OneStopSimulator OneStop { get; }

    /// <summary><c>DVCQG</c>.</summary>
    public NationalPortalSimulator NationalPortal { get; }

    /// <summary><c>CSDLDC</c>.</summary>
    public PopulationSimulator Population { get; }

    /// <summary><c>HOTICH</c>.</summary>
    public CivilStatusSimulator CivilStatus { get; }

    /// <summary>All four.</summary>
    public IReadOnlyList<PartnerSimulator> All { get; }

    /// <summary>The partner with that code, in any case.</summary>
    /// <param name="code">Such as <c>HOTICH</c>.</param>
    /// <exception cref="KeyNotFoundException">No partner has it; the message lists those there are.</exception>
    public PartnerSimulator this[string code] =>
        All.FirstOrDefault(p => p.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"No partner {code}; there are {string.Join(", ", All.Select(p => p.Code))}");

    /// <summary>Starts all four.</summary>
    /// <param name="options">What they are told; null: the usual.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<SimulatorProvince> StartAsync(ProvinceOptions? options = null, CancellationToken cancel = default)
    {
        var given = options ?? new ProvinceOptions();
        var common = new SimulatorOptions { Temper = given.Temper, Time = given.Time, RequestsKept = given.RequestsKept };
        return new SimulatorProvince(
            await OneStopSimulator.StartAsync(common, cancel),
            await NationalPortalSimulator.StartAsync(new NationalPortalOptions(common) { FetchFiles = given.FetchFiles }, cancel),
            await PopulationSimulator.StartAsync(common, cancel),
            await CivilStatusSimulator.StartAsync(
                new CivilStatusOptions(common) { Callbacks = given.Callbacks, CallbackDelay = given.CallbackDelay, Hub = given.Hub }, cancel));
    }

    /// <summary>Names the hub to the partner that calls it; callbacks that waited for it go.</summary>
    /// <param name="hub">Where, and as whom.</param>
    public void ConnectTo(HubAddress hub) => CivilStatus.Hub = hub;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var partner in All)
        {
            await partner.DisposeAsync();
        }
    }
}
