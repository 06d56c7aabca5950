using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Host.Links;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests;

/// <summary>Document links: signed, for one file of one dossier to one destination, until a time.</summary>
[TestFixture]
internal sealed class LinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void ATokenOpensWithItsKeyUntilItsTimeAndNoBitOfItMayChange()
    {
        var grant = new LinkToken(42, Sha256Digest.Of("x"u8), "DVCQG", Now.AddHours(1));
        var token = grant.Seal(Key);

        Assert.That(LinkToken.Open(Key, token, Now), Is.EqualTo(grant));
        Assert.That(LinkToken.Open(Key, token, Now.AddHours(1)), Is.Null);
        Assert.That(LinkToken.Open(Key.Reverse().ToArray(), token, Now), Is.Null);
        for (var i = 0; i < token.Length; i++)
        {
            // The last character of base64 carries unused bits in other lengths; here every one is read.
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.That(LinkToken.Open(Key, changed, Now), Is.Null, $"character {i}");
        }
    }

    [Test]
    public async Task TheDestinationFetchesTheFileAndAWrongLinkIsA404()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var parts = new MultipartFormDataContent { { HubUnderTest.Json(Dossiers.Birth(1, files: true).ToJsonString()), "dossier" } };
        foreach (var name in new[] { "to-khai.pdf", "giay-chung-sinh.pdf" })
        {
            parts.Add(new ByteArrayContent(Dossiers.Document(name)), "file", name);
        }

        using var taken = await hub.Client("MCDT").PostAsync("api/v1/dossiers", parts);
        Assert.That((int)taken.StatusCode, Is.EqualTo(202));
        var reader = hub.Services.GetRequiredService<Core.Ledger.ILedgerReader>();
        var dossier = await reader.ResolveAsync(Dossiers.Number(1), null, null, CancellationToken.None);
        var bytes = Dossiers.Document("to-khai.pdf");
        var links = hub.Services.GetRequiredService<IDocumentLinks>();
        var address = links.Create(dossier!.Value, Sha256Digest.Of(bytes), "DVCQG");

        using var fetched = await hub.Client(null).GetAsync(address);
        Assert.That(await fetched.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
        Assert.That(fetched.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(fetched.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That(links.Create(dossier.Value, Sha256Digest.Of(bytes), "DVCQG"), Is.EqualTo(address), "every attempt sends the same address");

        foreach (var wrong in new[] { address + "A", address.AbsoluteUri[..^4], links.Create(dossier.Value, Sha256Digest.Of("other"u8), "DVCQG").AbsoluteUri, links.Create(999, Sha256Digest.Of(bytes), "DVCQG").AbsoluteUri, links.Create(dossier.Value, Sha256Digest.Of(bytes), "GONE").AbsoluteUri })
        {
            using var refused = await hub.Client(null).GetAsync(wrong);
            Assert.That((int)refused.StatusCode, Is.EqualTo(404), wrong);
        }
    }
}
