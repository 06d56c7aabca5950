using System.Text.RegularExpressions;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads the section of the document store.</summary>
internal static partial class DocumentSections
{
    private const string Example = "https://s3.tinhmau.gov.vn";

    public static DocumentSettings Read(SettingReader section, HubEnvironment environment, LedgerSettings ledger)
    {
        // A shared ledger's nodes need shared files: its own database has room for them until there is a bucket.
        var otherwise = ledger.Kind == LedgerKind.Postgres ? DocumentStoreKind.Postgres : DocumentStoreKind.Local;
        var kind = section.Choice("Kind", otherwise, SettingsSections.Choices<DocumentStoreKind>());
        var bucket = section.Section("S3");
        var s3 = kind == DocumentStoreKind.S3 ? S3(bucket, environment) : null;
        if (kind != DocumentStoreKind.S3 && bucket.Exists)
        {
            section.Error("S3", "stands without effect; write Kind s3, or take it out");
        }

        var connection = SettingsSections.Secret(section, "ConnectionString", environment, required: kind == DocumentStoreKind.Postgres && ledger.Kind != LedgerKind.Postgres);
        if (kind != DocumentStoreKind.Postgres && connection is not null)
        {
            section.Error("ConnectionString", "stands without effect; write Kind postgres, or take it out");
        }

        section.Done();
        return new DocumentSettings(kind, s3, kind == DocumentStoreKind.Postgres ? connection ?? ledger.ConnectionString : null);
    }

    private static S3Settings S3(SettingReader section, HubEnvironment environment)
    {
        var endpoint = section.Address("Endpoint", Example, "http", "https");
        if (endpoint is null && section.Text("Endpoint") is null)
        {
            section.Required("Endpoint", $"the S3 server's address, such as {Example}");
        }
        else if (endpoint is not null && endpoint.AbsolutePath != "/")
        {
            section.Error("Endpoint", "leave out the path; the bucket stands in Bucket");
        }
        else if (endpoint is { Scheme: "http", IsLoopback: false } && environment == HubEnvironment.Production)
        {
            section.Error("Endpoint", $"in production the store is reached by https; write {Example}");
        }

        var settings = new S3Settings
        {
            Endpoint = endpoint ?? new Uri("http://localhost"),
            Bucket = section.RequiredParsed<string>("Bucket", string.Empty, "3 to 63 small letters, digits, - and .", static (string s, out string v) => BucketName().IsMatch(v = s)),
            Prefix = section.Parsed<string>("Prefix", string.Empty, "letters, digits, - _ . and /, not / first, at most 200", static (string s, out string v) => PrefixShape().IsMatch(v = s)),
            Region = section.Text("Region", 50) ?? "us-east-1",
            AccessKey = SettingsSections.Secret(section, "AccessKey", environment, required: true) ?? string.Empty,
            SecretKey = SettingsSections.Secret(section, "SecretKey", environment, required: true) ?? string.Empty,
            PathStyle = section.Flag("PathStyle", true),
        };
        section.Done();
        return settings;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-][A-Za-z0-9_./-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixShape();
}
