using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>After a restore a sender compares its receipts with the ledger, and sends again what the ledger lost.</summary>
internal sealed class ReceiptRoutes(IRecoveryLedger ledger, IHubRecovery recovery)
{
    /// <summary>Ids in one request, of both kinds together.</summary>
    public const int Most = 500;

    private const int Longest = 64;
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public async Task<IResult> ReconcileAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problem.UnsupportedMedia("application/json");
        }

        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(context.Request.Body, s_strict, context.RequestAborted);
        }
        catch (JsonException e)
        {
            return Problem.Malformed($"The body is not JSON as it should be (line {e.LineNumber + 1}, byte {e.BytePositionInLine}).");
        }

        using (document)
        {
            List<RefusalError> errors = [];
            var (receipts, packets) = Read(document.RootElement, errors);
            if (errors.Count > 0)
            {
                return Problem.Invalid("Send the ids of receipts, of packets, or of both, each a list of texts.", errors);
            }

            var missing = await ledger.MissingAsync(context.PartnerCode(), receipts, packets, context.RequestAborted);
            var epoch = recovery.Current.Epoch?.Statement;
            return Results.Json(new ReconciliationReply(epoch?.Epoch, epoch?.LostFrom, epoch?.At, missing.Receipts, missing.Packets), ApiJson.Default.ReconciliationReply);
        }
    }

    /// <summary>Everything that is wrong, at once.</summary>
    private static (List<string> Receipts, List<string> Packets) Read(JsonElement root, List<RefusalError> errors)
    {
        List<string> receipts = [];
        List<string> packets = [];
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new RefusalError(string.Empty, "must be an object"));
            return (receipts, packets);
        }

        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not ("receipts" or "packets"))
            {
                errors.Add(new RefusalError($"/{Escape(property.Name)}", "is not known; write receipts or packets"));
                continue;
            }

            Take(property, property.Name == "receipts" ? receipts : packets, errors);
        }

        if (receipts.Count + packets.Count > Most)
        {
            errors.Add(new RefusalError(string.Empty, $"at most {Most} ids are taken at once; ask again for the others"));
        }
        else if (receipts.Count + packets.Count == 0 && errors.Count == 0)
        {
            errors.Add(new RefusalError(string.Empty, "names no receipt and no packet"));
        }

        return (receipts, packets);
    }

    private static void Take(JsonProperty list, List<string> into, List<RefusalError> errors)
    {
        if (list.Value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new RefusalError($"/{list.Name}", "must be a list"));
            return;
        }

        var index = 0;
        foreach (var item in list.Value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= Longest } id && !id.Contains('\0', StringComparison.Ordinal))
            {
                into.Add(id);
            }
            else if (errors.Count < 50)
            {
                errors.Add(new RefusalError($"/{list.Name}/{index}", $"must be a text of 1 to {Longest} characters"));
            }

            index++;
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>What the ledger does not have of what a sender asked about: that is to be sent again, under the same packet ids.</summary>
/// <param name="Epoch">Number of the newest restore; absent: there was none.</param>
/// <param name="From">Receipts before this are all there.</param>
/// <param name="Until">Receipts after this are all there.</param>
/// <param name="MissingReceipts">Receipt ids that the hub does not have of this partner.</param>
/// <param name="MissingPackets">Packet ids that the hub does not have of this partner.</param>
internal sealed record ReconciliationReply(long? Epoch, DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<string> MissingReceipts, IReadOnlyList<string> MissingPackets);
