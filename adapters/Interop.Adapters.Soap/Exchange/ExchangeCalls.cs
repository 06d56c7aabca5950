using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>What every packet of a ministry carries.</summary>
public abstract record ExchangeCall
{
    /// <summary>The sender's id of the packet: 1 to 64 letters, digits, <c>. _ : -</c>.</summary>
    public required string PacketId { get; init; }

    /// <summary>The dossier's number as sent, 1 to 64 characters, blanks collapsed.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>When it happened at the ministry. A time sent without an offset is UTC+07:00.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>A processing step (operation Progress).</summary>
public sealed record ProgressCall : ExchangeCall
{
    /// <summary>TrangThai after the step.</summary>
    public required BusinessStatus Status { get; init; }

    /// <summary>NguoiXuLy; null: not sent.</summary>
    public string? Handler { get; init; }

    /// <summary>ChucDanh; null: not sent.</summary>
    public string? Title { get; init; }

    /// <summary>PhongBanXuLy; null: not sent.</summary>
    public string? Unit { get; init; }

    /// <summary>NoiDungXuLy, 1 to 4000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>NgayBatDau; null: not sent.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>NgayKetThucTheoQuyDinh; null: not sent.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>The decision (operation Result).</summary>
public sealed record ResultCall : ExchangeCall
{
    /// <summary>TrangThai: 9 with papers, 3 or 8 with the reason, 10 when handed over.</summary>
    public required BusinessStatus Status { get; init; }

    /// <summary>NguoiXuLy; null: not sent.</summary>
    public string? Handler { get; init; }

    /// <summary>ChucDanh; null: not sent.</summary>
    public string? Title { get; init; }

    /// <summary>PhongBanXuLy; null: not sent.</summary>
    public string? Unit { get; init; }

    /// <summary>NoiDungXuLy, up to 4000 characters; null: not sent.</summary>
    public string? Content { get; init; }

    /// <summary>The papers issued, 0 to 50.</summary>
    public IReadOnlyList<IssuedPaper> Papers { get; init; } = [];

    /// <summary>What the ministry's register says, names and values as sent, 0 to 100.</summary>
    public IReadOnlyList<ResultAttribute> Attributes { get; init; } = [];
}

/// <summary>A paper that a ministry issued.</summary>
public sealed record IssuedPaper
{
    /// <summary>MaKetQua, such as <c>KQ.G15.000031</c>.</summary>
    public required string Code { get; init; }

    /// <summary>TenGiayTo.</summary>
    public required string Name { get; init; }

    /// <summary>SoKyHieu; null: not sent.</summary>
    public string? Number { get; init; }

    /// <summary>NgayCap; null: not sent.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The signed file; null: none came.</summary>
    public IssuedFile? File { get; init; }
}

/// <summary>A file that came in a message, inside the XML or beside it, and that the hub has kept.</summary>
/// <param name="Name">File name without a path, 1 to 255 characters.</param>
/// <param name="MediaType">Media type, such as <c>application/pdf</c>.</param>
/// <param name="Sha256">Digest of the bytes; that of the message, if one was sent.</param>
/// <param name="Size">Bytes.</param>
public sealed record IssuedFile(string Name, string MediaType, Sha256Digest Sha256, long Size)
{
    /// <summary>Without the name: it may be somebody's.</summary>
    public override string ToString() => $"IssuedFile ({MediaType}, {Size} bytes)";
}

/// <summary>More papers are asked for (operation Supplement).</summary>
public sealed record SupplementCall : ExchangeCall
{
    /// <summary>HoSoBoSungId: the request's id at the ministry.</summary>
    public required string Id { get; init; }

    /// <summary>NguoiYeuCauBoSung; null: not sent.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>NoiDungBoSung, 1 to 4000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>hanBoSungHoSo; null: none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>DanhSachGiayToBoSung, 0 to 100.</summary>
    public IReadOnlyList<AskedPaper> Papers { get; init; } = [];
}

/// <summary>A paper asked for.</summary>
/// <param name="Name">TenGiayTo.</param>
/// <param name="Quantity">SoLuong, 1 to 1000; null: not sent.</param>
public sealed record AskedPaper(string Name, int? Quantity);

/// <summary>Where a dossier stands (operation Get).</summary>
/// <param name="DossierNumber">The number as sent, blanks collapsed.</param>
public sealed record GetCall(string DossierNumber);
