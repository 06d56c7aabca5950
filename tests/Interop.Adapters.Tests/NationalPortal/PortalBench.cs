namespace Interop.Adapters.Tests.NationalPortal;

internal static class PortalBench
{
    public static Dictionary<string, string?> Settings(Uri baseUrl)
    {
        var usual = new Interop.Simulators.NationalPortalOptions();
        return new Dictionary<string, string?>
        {
            ["Url"] = baseUrl.AbsoluteUri,
            ["Username"] = usual.UserName,
            ["PasswordRef"] = "plain:" + usual.Password,
            ["Unit"] = "000.00.00.H40",
            ["DestinationCode"] = usual.DstCode,
            ["Timeout"] = "00:00:10",
        };
    }
}
