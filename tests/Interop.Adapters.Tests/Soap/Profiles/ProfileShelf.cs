using System.Globalization;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>A folder of profiles of one test: files written as a person would.</summary>
internal sealed class ProfileShelf : IDisposable
{
    private const string Head = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">""";

    private int _versions;

    public string Folder { get; } = Directory.CreateTempSubdirectory("interop-profiles-").FullName;

    public string Of(string name) => Path.Combine(Folder, name);

    public ProfileShelf Write(string profile, string file, string text)
    {
        Directory.CreateDirectory(Of(profile));
        var path = Path.Combine(Of(profile), file);
        File.WriteAllText(path, text);

        // A clock as coarse as a file system's must not hide a change.
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(50).AddSeconds(++_versions));
        return this;
    }

    /// <summary>A stylesheet with this at its root.</summary>
    public ProfileShelf Sheet(string profile, string file, string instructions, string beside = "") =>
        Write(profile, file, $"{Head}{beside}<xsl:template match=\"/\">{instructions}</xsl:template></xsl:stylesheet>");

    /// <summary>A profile of one operation, whose answer <c>ok</c> is acceptance.</summary>
    public ProfileShelf Simple(string profile, string request, string more = "") => this
        .Sheet(profile, "send.xslt", request)
        .Write(profile, "profile.json", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "title": "Bộ Mẫu",
              "namespaces": { "m": "urn:mau" },
              {{more}}
              "deliveries": { "submission": { "action": "urn:mau/Nhan", "request": "send.xslt", "rules": [
                { "when": "/m:ok", "then": "accepted", "reference": "/m:ok/@so" },
                { "when": "/m:het", "then": "tokenExpired" },
                { "when": "/m:sai", "then": "rejected", "code": "/m:sai/@ma", "text": "/m:sai" },
                { "when": "/m:cho", "then": "deferred", "notBefore": "/m:cho", "format": "dd/MM/yyyy HH:mm:ss" },
                { "when": "/m:khoa", "then": "destination", "fault": "credentials" } ] } }
            }
            """));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
