using System.Xml.Linq;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>The folder of a profile as the program has it beside it, and the deliveries that its samples are.</summary>
internal sealed class ShippedFolder(string name)
{
    private static readonly string[] s_documents = ["bien-lai.pdf", "cccd-me.pdf", "giay-chung-sinh.pdf", "giay-khai-sinh.pdf", "to-khai.pdf", "van-ban.pdf"];

    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "profiles");

    /// <summary>The files that samples name.</summary>
    public static DocumentShelf Documents { get; } = new([.. s_documents.Select(Bytes)]);

    public string Name => name;

    public string Folder { get; } = Path.Combine(Root, name);

    public ProfileFiles Files
    {
        get
        {
            List<ProfileError> errors = [];
            var files = ProfileFiles.Read(Folder, errors);
            Assert.That(errors, Is.Empty);
            return files!;
        }
    }

    public PartnerProfile Profile
    {
        get
        {
            var reading = ProfileReader.Read(Files);
            Assert.That(reading, Is.TypeOf<ProfileReading.Read>(), () => string.Join('\n', ((ProfileReading.Refused)reading).Errors));
            return ((ProfileReading.Read)reading).Profile;
        }
    }

    public WsdlContract Contract
    {
        get
        {
            var (files, trouble) = WsdlFiles.Read(Files.Contents[Profile.Wsdl!], Folder);
            Assert.That(trouble, Is.Null);
            return WsdlContract.Read(files!);
        }
    }

    /// <summary>A kind's sample; null: the contracts' own, which is no file of the folder.</summary>
    public XElement? Sample(string kind) => new[] { $"sample-{kind}.xml", "sample.xml" }
        .Select(file => Path.Combine(Folder, file)).Where(File.Exists).Select(XElement.Load).FirstOrDefault();

    /// <summary>A kind's sample as the hub would hand it to the adapter.</summary>
    public DeliveryRequest Request(string kind)
    {
        var sample = Sample(kind) ?? XElement.Parse(System.Text.Encoding.UTF8.GetString(SampleDelivery.Write()));
        var packet = PacketOf(sample);
        return new DeliveryRequest
        {
            DeliveryId = sample.Attribute("id")!.Value,
            Attempt = 1,
            Destination = "DICH",
            Sender = sample.Attribute("sender")!.Value,
            Packet = packet,
            AcceptedAt = Instants.At(sample.Attribute("acceptedAt")!.Value),
            Identifiers = packet.Identifiers,
            DossierNumber = sample.Attribute("number")!.Value,
            KnownToDestination = sample.Attribute("known")?.Value == "true",
            Dossier = sample.Element(DeliveryXml.Namespace + "dossier") is { } dossier ? ((Submission)PacketOf(dossier).Content).Dossier : null,
            Documents = Documents,
        };
    }

    /// <summary>The bytes of the files that a message of this request carries, in the packet's order: components, then other papers, a payment's receipt.</summary>
    public static async Task<byte[][]> BytesOfAsync(DeliveryRequest request)
    {
        var files = request.Packet.Content switch
        {
            Submission s => s.Dossier.Components.SelectMany(c => c.Files).Concat(s.Dossier.OtherPapers.SelectMany(p => p.Files)),
            Correction c => c.Dossier.Components.SelectMany(x => x.Files).Concat(c.Dossier.OtherPapers.SelectMany(p => p.Files)),
            SupplementReply r => r.Components.SelectMany(c => c.Files),
            Payment { File: { } receipt } => [receipt],
            _ => [],
        };
        List<byte[]> bytes = [];
        foreach (var file in files)
        {
            await using var content = await Documents.OpenAsync(file.Sha256, CancellationToken.None);
            using var held = new MemoryStream();
            await content.CopyToAsync(held);
            bytes.Add(held.ToArray());
        }

        return [.. bytes];
    }

    private static Packet PacketOf(XElement delivery)
    {
        var packet = delivery.Elements().Single(e => e.Name.LocalName == "packet");
        var reading = PacketXml.Read(DeliveryXml.Bytes(packet));
        Assert.That(reading.Packet, Is.Not.Null, () => string.Join('\n', reading.Errors));
        return reading.Packet!;
    }

    private static byte[] Bytes(string document)
    {
        using var stream = typeof(ShippedFolder).Assembly.GetManifestResourceStream("Data." + document)!;
        using var held = new MemoryStream();
        stream.CopyTo(held);
        return held.ToArray();
    }
}
