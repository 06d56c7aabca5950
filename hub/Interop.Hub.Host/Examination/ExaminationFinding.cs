namespace Interop.Hub.Host.Examination;

/// <summary>How bad a finding is.</summary>
internal enum Gravity
{
    Good,
    Warning,
    Error,
}

/// <summary>One thing that <c>doctor</c> looked at.</summary>
/// <param name="Gravity">How it stands.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Message">What was found, and what to do.</param>
internal sealed record ExaminationFinding(Gravity Gravity, string Subject, string Message);
