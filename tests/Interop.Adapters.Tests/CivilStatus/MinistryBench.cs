namespace Interop.Adapters.Tests.CivilStatus;

internal static class MinistryBench
{
    public static Dictionary<string, string?> Settings(Uri baseUrl)
    {
        var usual = new Interop.Simulators.CivilStatusOptions();
        return new Dictionary<string, string?>
        {
            ["Url"] = new Uri(baseUrl, "ws").AbsoluteUri,
            ["User"] = usual.UserName,
            ["PasswordRef"] = "plain:" + usual.Password,
            ["AnswerTimeout"] = "00:00:10",
        };
    }
}
