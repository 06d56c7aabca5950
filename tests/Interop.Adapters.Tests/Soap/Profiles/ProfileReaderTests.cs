using Interop.Adapters.Soap.Declarative;
using Interop.Adapters.Tests.Soap.Transforms;

namespace Interop.Adapters.Tests.Soap.Profiles;

[TestFixture]
public sealed class ProfileReaderTests
{
    private ProfileShelf _shelf = null!;

    [SetUp]
    public void Open() => _shelf = new ProfileShelf();

    [TearDown]
    public void Close() => _shelf.Dispose();

    [Test]
    public void A_bad_profile_is_refused_with_every_error_and_its_place()
    {
        _shelf.Sheet("x", "good.xslt", "<a/>")
            .Write("x", "broken.xslt", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">\n<a>")
            .Sheet("x", "escaping.xslt", "<a/>", """<xsl:include href="../../other.xslt"/>""")
            .Sheet("x", "script.xslt", "<a/>", """<s:script xmlns:s="urn:schemas-microsoft-com:xslt"/>""")
            .Write("x", "units.csv", "ours,theirs\nA,1\nA,2\nB")
            .Write("x", "profile.json", """
                {
                  "title": "Bộ Mẫu", "soap": "2.0", "colour": "red",
                  "maps": { "units": "units.csv", "gone": "gone.csv" },
                  "basic": { "user": "Nobody", "password": "Nothing" },
                  "login": { "action": "", "request": "good.xslt" },
                  "deliveries": {
                    "submission": { "action": "", "request": "gone.xslt", "rules": [
                      { "when": "//x:a", "then": "accepted" },
                      { "when": "//[", "then": "accepted" },
                      { "when": "true()", "then": "delighted" },
                      { "when": "true()", "then": "destination" },
                      { "when": "true()", "then": "deferred", "notBefore": "//a" } ] },
                    "present": {}
                  }
                }
                """);

        var found = Errors("x").Select(e => $"{e.File}{e.Place}").ToArray();

        Assert.That(found, Is.SupersetOf(new[]
        {
            "broken.xsltline 2, position 4",
            "profile.json/soap",
            "profile.json/colour",
            "profile.json/maps/gone",
            "profile.json/basic/user",
            "profile.json/basic/password",
            "profile.json/login/token",
            "profile.json/deliveries/submission/request",
            "profile.json/deliveries/submission/rules/0/when",
            "profile.json/deliveries/submission/rules/1/when",
            "profile.json/deliveries/submission/rules/2/then",
            "profile.json/deliveries/submission/rules/3/fault",
            "profile.json/deliveries/submission/rules/4/format",
            "profile.json/deliveries/present",
            "units.csvline 3",
            "units.csvline 4",
        }));
        Assert.That(Errors("x").Where(e => e.File is "escaping.xslt" or "script.xslt").Select(e => e.Message), Has.Some.Contains("without a folder").And.Some.Contains("scripts are off"));
    }

    [TestCase("{", "no JSON")]
    [TestCase("[]", "must be an object")]
    [TestCase("""{ "title": "a", "title": "b" }""", "names a setting twice")]
    [TestCase("{}", "delivers nothing")]
    public void A_profile_json_that_is_none_is_said_so(string json, string said)
    {
        _shelf.Write("x", "profile.json", json);

        Assert.That(Errors("x").Select(e => e.Message), Has.Some.Contains(said));
    }

    [Test]
    public async Task What_only_compiling_finds_is_told_with_its_place_in_stylesheet_and_rule()
    {
        _shelf.Simple("x", "\n<a>\n<xsl:value-of select=\"$unknown\"/></a>");
        var text = File.ReadAllText(Path.Combine(_shelf.Of("x"), "profile.json"));
        _shelf.Write("x", "profile.json", text.Replace("/m:sai/@ma", "$nobody", StringComparison.Ordinal));
        await using var pool = Workers.Pool();

        var found = await ProfileTrial.CompileAsync(((ProfileReading.Read)Reading("x")).Profile, pool, "A", TimeProvider.System, CancellationToken.None);

        Assert.That(found!.Select(e => $"{e.File} {e.Place}"), Is.EquivalentTo(new[]
        {
            "profile.json /deliveries/submission/rules/2/code",
            "send.xslt line 3, position 1",
        }));
    }

    [Test]
    public async Task The_shipped_profiles_compile()
    {
        await using var pool = Workers.Pool();
        foreach (var folder in Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "profiles")))
        {
            List<ProfileError> errors = [];
            var reading = ProfileReader.Read(ProfileFiles.Read(folder, errors)!);

            Assert.That(reading, Is.InstanceOf<ProfileReading.Read>(), string.Join('\n', (reading as ProfileReading.Refused)?.Errors ?? []));
            Assert.That(await ProfileTrial.CompileAsync(((ProfileReading.Read)reading).Profile, pool, "A", TimeProvider.System, CancellationToken.None), Is.Empty);
        }
    }

    private ProfileReading Reading(string name)
    {
        List<ProfileError> errors = [];
        return ProfileReader.Read(ProfileFiles.Read(_shelf.Of(name), errors)!);
    }

    private IReadOnlyList<ProfileError> Errors(string name) => ((ProfileReading.Refused)Reading(name)).Errors;
}
