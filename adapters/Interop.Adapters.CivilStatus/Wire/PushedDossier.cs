namespace Interop.Adapters.CivilStatus.Wire;

/// <summary>The content of NhanHoSo.</summary>
internal sealed record PushedDossier
{
    /// <summary>maDonVi.</summary>
    public required string Unit { get; init; }

    /// <summary>LTKS birth, LTKT death, LTKH marriage.</summary>
    public required string Module { get; init; }

    /// <summary>maHoSoLT; empty: the dossier is not of an inter-linked procedure.</summary>
    public required string InterLinkedNumber { get; init; }

    /// <summary>maHoSoMCDT.</summary>
    public required string Number { get; init; }

    /// <summary>ngayTiepNhan, dd/MM/yyyy HH:mm:ss.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>data: the form as a string of JSON.</summary>
    public required string Data { get; init; }

    public IReadOnlyList<PushedFile> Files { get; init; } = [];

    /// <summary>Without its data: all of it is personal.</summary>
    public override string ToString() => $"PushedDossier ({Module}, {Files.Count} files)";
}
