using System.Collections.Frozen;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>How one partner is spoken to, as its folder says. Immutable: a changed folder is another profile.</summary>
internal sealed record PartnerProfile
{
    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>What its operators call the partner, in messages; free of personal data.</summary>
    public required string Title { get; init; }

    /// <summary>Where it listens when the destination does not say; null: the destination must.</summary>
    public Uri? Endpoint { get; init; }

    public SoapVersion Version { get; init; } = SoapVersion.Soap11;

    public SoapActionStyle ActionStyle { get; init; } = SoapActionStyle.Quoted;

    /// <summary>Null: it takes no files.</summary>
    public SoapFilePassing? Files { get; init; } = SoapFilePassing.Inline;

    /// <summary>The largest sum of files in one message, in bytes. Default 20 MiB.</summary>
    public long MaxFileBytes { get; init; } = 20L << 20;

    public bool Idempotent { get; init; }

    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The destination's values by name; null: it must be given, else the standard.</summary>
    public required FrozenDictionary<string, string?> Settings { get; init; }

    /// <summary>The names of the destination's secrets; all must be given.</summary>
    public required FrozenSet<string> Secrets { get; init; }

    /// <summary>HTTP Basic: the name of a setting and of a secret; null: none.</summary>
    public (string User, string Password)? Basic { get; init; }

    /// <summary>WS-Security; null: none.</summary>
    public ProfileSecurity? Security { get; init; }

    public LoginStep? Login { get; init; }

    public required FrozenDictionary<PacketKind, ProfileCall> Deliveries { get; init; }

    public ProfileCall? Probe { get; init; }

    /// <summary>A harmless call that proves reachability and credentials; null: the log-in does, or nothing.</summary>
    public ProfileCall? Check { get; init; }

    /// <summary>How it is asked, when it calls nobody; null: it is not.</summary>
    public PollStep? Poll { get; init; }

    /// <summary>What it calls, by a contract of its own; null: nothing.</summary>
    public CallbackContract? Callbacks { get; init; }

    /// <summary>The contract's file in the folder; null: none.</summary>
    public string? Wsdl { get; init; }

    /// <summary>The folder's stylesheets, those made of its rules, and its code maps.</summary>
    public required StylesheetSet Sheets { get; init; }

    /// <summary>Of the sheets made of rules: which line is which pointer of profile.json.</summary>
    public required FrozenDictionary<string, IReadOnlyDictionary<int, string>> Places { get; init; }
}

/// <summary>One call to the partner: how its message is made and its answer judged.</summary>
internal sealed record ProfileCall
{
    public required string Action { get; init; }

    /// <summary>The stylesheet that makes the Body's child, or a message with headers.</summary>
    public required string Request { get; init; }

    /// <summary>The stylesheet that makes of the answer what the rules judge; null: they judge the answer.</summary>
    public string? Reply { get; init; }

    /// <summary>In their order, those for answers and those for faults; the first that holds decides.</summary>
    public required IReadOnlyList<OutcomeRule> Rules { get; init; }

    /// <summary>The stylesheets made of the rules.</summary>
    public required string ReplySheet { get; init; }

    public required string FaultSheet { get; init; }

    public bool NeedsDossier { get; init; }

    public bool ExpectsAnswer { get; init; }
}

/// <summary>What comes before the calls of a session.</summary>
/// <param name="Call">The log-in.</param>
/// <param name="Lifetime">How long a token is used.</param>
internal sealed record LoginStep(ProfileCall Call, TimeSpan Lifetime);
