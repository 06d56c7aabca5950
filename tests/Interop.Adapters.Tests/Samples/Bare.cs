using System.Text.Json;
using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Samples;

/// <summary>The least that a birth registration can be.</summary>
internal static class Bare
{
    public static DeliveryRequest Submission()
    {
        var full = SampleDossier.Birth();
        var dossier = new Dossier
        {
            Procedure = new ProcedureReference { Code = full.Procedure.Code, Name = full.Procedure.Name },
            Organisations = new DossierOrganisations { Receiving = full.Organisations.Receiving },
            Channel = Channel.InPerson,
            Owner = new Party { Type = PartyType.Citizen, Name = "NGUYỄN VĂN MẪU" },
            Subject = "Đăng ký khai sinh",
            EForm = new EForm { SchemaId = "birth-registration", Version = "1.0", Data = Form() },
            Times = new DossierTimes { Received = full.Times.Received },
            Status = new DossierStatus { Code = BusinessStatus.Received },
        };
        var request = Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier });
        return request with { Identifiers = [.. request.Identifiers.Take(1)] };
    }

    private static JsonElement Form()
    {
        using var document = JsonDocument.Parse(
            """
            {"registrationType":"1","registrationPlace":"H40.18","child":{"fullName":"NGUYỄN THỊ THỬ","gender":"2","birthDate":"2024"},
             "mother":null,"requester":{"fullName":"NGUYỄN VĂN MẪU","relation":"Cha"}}
            """);
        return document.RootElement.Clone();
    }
}
