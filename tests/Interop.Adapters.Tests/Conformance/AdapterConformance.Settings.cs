namespace Interop.Adapters.Tests.Conformance;

// What an operator may get wrong.
public abstract partial class AdapterConformance
{
    [Test]
    public void Every_missing_setting_is_named_and_no_adapter_is_made()
    {
        var required = Settings(new Uri("http://127.0.0.1:1/")).Keys.Where(IsRequired).ToArray();

        var made = _bench.TryMake(Factory, new Dictionary<string, string?>());

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.Null);
            Assert.That(_bench.Errors.Select(e => e.Path), Is.SupersetOf(required.Select(name => "S:" + name)));
        });
    }

    [Test]
    public void An_unknown_setting_and_a_secret_that_cannot_be_read_are_errors()
    {
        var settings = Settings(new Uri("http://127.0.0.1:1/"));
        var secret = settings.First(s => s.Value!.StartsWith("plain:", StringComparison.Ordinal)).Key;
        settings[secret] = "env:NOWHERE";
        settings["Adress"] = "http://127.0.0.1:1/";

        var made = _bench.TryMake(Factory, settings);

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.Null);
            Assert.That(_bench.Errors.Select(e => e.Path), Is.EquivalentTo(new[] { "S:Adress", "S:" + secret }));
        });
    }

    /// <summary>The settings without which there is no adapter.</summary>
    protected virtual bool IsRequired(string name) => name != TimeoutSetting;
}
