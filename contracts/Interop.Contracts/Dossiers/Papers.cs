using System.Text.Json;
using Interop.Contracts.Documents;

namespace Interop.Contracts.Dossiers;

/// <summary>A paper the procedure demands (thành phần hồ sơ).</summary>
public sealed record Component
{
    /// <summary>MaThanhPhanHoSo, such as <c>KQ.G18.000001</c>. 1 to 64 characters.</summary>
    public required string Code { get; init; }

    /// <summary>TenThanhPhanHoSo. 1 to 2000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>SoLuong, 0 to 1000. Null: not stated.</summary>
    public int? Quantity { get; init; }

    /// <summary>LoaiBan.</summary>
    public CopyKind? CopyKind { get; init; }

    /// <summary>DuocSoHoa.</summary>
    public bool? Digitised { get; init; }

    /// <summary>DuocTaiSuDung.</summary>
    public bool? Reused { get; init; }

    /// <summary>DuocLayTuKhoDMQG.</summary>
    public bool? FromNationalStore { get; init; }

    /// <summary>MaKetQuaThayThe: the result code that stands in for the paper. 1 to 64 characters.</summary>
    public string? ReplacedByResult { get; init; }

    /// <summary>The files, 0 to 50.</summary>
    public IReadOnlyList<DocumentReference> Files { get; init => field = value ?? []; } = [];
}

/// <summary>A paper beside the demanded ones (TenGiayTo, SoLuong, LoaiGiayTo).</summary>
public sealed record OtherPaper
{
    /// <summary>TenGiayTo, 1 to 2000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>SoLuong. 0 to 1000.</summary>
    public int? Quantity { get; init; }

    /// <summary>LoaiGiayTo.</summary>
    public CopyKind? CopyKind { get; init; }

    /// <summary>The files, 0 to 50.</summary>
    public IReadOnlyList<DocumentReference> Files { get; init => field = value ?? []; } = [];
}

/// <summary>A fee or charge. Amounts are whole đồng.</summary>
public sealed record Fee
{
    /// <summary>MaPhiLePhi. 1 to 64 characters.</summary>
    public required string Code { get; init; }

    /// <summary>TenPhiLePhi. 1 to 1000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>LoaiPhiLePhi.</summary>
    public required FeeKind Kind { get; init; }

    /// <summary>Gia / SoTien in đồng, 0 to 10^15.</summary>
    public required long Amount { get; init; }

    /// <summary>HinhThucThu.</summary>
    public CollectionTime? CollectedAt { get; init; }
}

/// <summary>An electronic form's data: free form JSON under a named schema.</summary>
public sealed record EForm
{
    /// <summary>Which form, such as <c>birth-registration</c>. 1 to 128 characters.</summary>
    public required string SchemaId { get; init; }

    /// <summary>The form's version. 1 to 32 characters.</summary>
    public required string Version { get; init; }

    /// <summary>The data, an object. Kept as received.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>A paper or decision issued at the end (giấy tờ kết quả).</summary>
public sealed record ResultPaper
{
    /// <summary>MaGiayToKetQua / MaKetQua, such as <c>KQ.G15.000031</c>. 1 to 64 characters.</summary>
    public required string Code { get; init; }

    /// <summary>TenGiayTo. 1 to 2000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Number and notation (SoKyHieu). 1 to 128 characters.</summary>
    public string? Number { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The signed file. Null: on paper only.</summary>
    public DocumentReference? File { get; init; }
}
