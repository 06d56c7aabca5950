namespace Interop.Simulators;

/// <summary>What the national portal simulator can be told besides.</summary>
public sealed record NationalPortalOptions : SimulatorOptions
{
    /// <summary>Defaults: invented credentials.</summary>
    public NationalPortalOptions()
    {
    }

    internal NationalPortalOptions(SimulatorOptions common)
        : base(common)
    {
    }

    /// <summary>The province's user.</summary>
    public string UserName { get; init; } = "tinhmau";

    /// <summary>Its password.</summary>
    public string Password { get; init; } = "mat-khau-mau-cong-quoc-gia";

    /// <summary>What the <c>dstcode</c> header must say.</summary>
    public string DstCode { get; init; } = "VN:GOV:000.00.00.G22:dvcqg-mau";

    /// <summary>How long a session lives.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>File addresses are fetched and their digests recorded, whatever the knob of that name says.</summary>
    public bool FetchFiles { get; init; }

    /// <summary>Whether the portal remembers the fields of its dossiers and their steps, for <c>TraCuuHoSo</c> to tell. False, for a million of them: numbers only.</summary>
    public bool KeepItems { get; init; } = true;

    /// <summary>Most items taken in one <c>CapNhatTienDoHoSoMC</c> call. Provinces send ten at a time.</summary>
    public int MaxSteps { get; init; } = 10;
}
