namespace Interop.Bench.Floor;

/// <summary>The smallest web server there is, on loopback, silent.</summary>
internal static class Web
{
    public static WebApplication App(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        return builder.Build();
    }
}
