using System.Text.Json;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Tests.Samples;

/// <summary>The invented birth registration that all adapters are tried with.</summary>
internal static class SampleDossier
{
    public const string Number = "000.00.18.H40-240603-0001";

    public static readonly byte[] Certificate = "%PDF-1.4\n% giấy chứng sinh mẫu\n%%EOF\n"u8.ToArray();

    /// <summary>What of it must never stand in a fault's message.</summary>
    public static readonly string[] Personal =
    [
        "NGUYỄN", "Nguyễn", "TRẦN THỊ", "Trần Thị", "THỬ", "001099000001", "001300000001", "0900000001", "mau@example.vn", "phố Mẫu", "GCS-0001",
    ];

    public static OrganisationCode Unit { get; } = OrganisationCode.Parse("000.00.18.H40");

    public static IReadOnlyList<DossierIdentifier> Identifiers(string number = Number) =>
    [
        new(IdentifierScheme.Local, Unit, number),
        new(IdentifierScheme.Receipt, Unit, number),
    ];

    public static Dossier Birth() => new()
    {
        Procedure = new ProcedureReference
        {
            Code = ProcedureCode.Parse("1.001193.000.00.00.H40"),
            Name = "Thủ tục đăng ký khai sinh",
            FieldCode = "G15-HT02",
            FieldName = "Hộ tịch",
        },
        Organisations = new DossierOrganisations { Receiving = Unit, Processing = Unit, ProcessingName = "UBND phường Mẫu" },
        Channel = Channel.Online,
        ReturnMethod = ReturnMethod.InPerson,
        Owner = new Party
        {
            Type = PartyType.Citizen,
            Name = "NGUYỄN VĂN MẪU",
            Numbers = [new PersonNumber(PersonNumberType.CitizenNumber, "001099000001")],
            TechId = "tech-0001",
            Phone = "0900000001",
            Email = "mau@example.vn",
        },
        Subject = "Đăng ký khai sinh cho NGUYỄN THỊ THỬ",
        EForm = new EForm { SchemaId = "birth-registration", Version = "1.0", Data = Form() },
        Times = new DossierTimes
        {
            Submitted = Instants.At("2024-05-31T14:30:05Z"),
            Received = Instants.At("2024-06-03T08:15:00+07:00"),
            Due = Instants.At("2024-06-05T17:00:00+07:00"),
        },
        Status = new DossierStatus { Code = BusinessStatus.Processing },
        Components =
        [
            new Component
            {
                Code = "KQ.G18.000001",
                Name = "Giấy chứng sinh",
                Digitised = true,
                Reused = false,
                FromNationalStore = false,
                Files = [File("9f0e0001", "giay-chung-sinh.pdf", Certificate)],
            },
        ],
        OtherPapers = [new OtherPaper { Name = "Bản sao giấy chứng nhận kết hôn", Quantity = 1, CopyKind = CopyKind.Copy }],
        Fees = [new Fee { Code = "LP01", Name = "Lệ phí hộ tịch", Kind = FeeKind.Charge, Amount = 0, CollectedAt = CollectionTime.AtReception }],
        Flags = new DossierFlags { HasDigitised = true, VneidVerified = true, OnlinePayment = OnlinePayment.No, DatabaseLookups = ["7"] },
    };

    public static DocumentReference File(string? id, string name, byte[] content) => new()
    {
        Id = id,
        Name = name,
        MediaType = "application/pdf",
        Size = content.Length,
        Sha256 = Sha256Digest.Of(content),
    };

    public static JsonElement Form() => TestData.Json("birth-registration.json");
}
