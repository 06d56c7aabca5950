using System.Diagnostics;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>
/// Receives a message that proves by WS-Security who sent it: its XML is in memory, for what is verified must be what is
/// used. Files beside it still come in as a stream, but for those of XOP under a signature, which are part of the XML.
/// </summary>
/// <param name="desk">What all share; with security.</param>
/// <param name="known">Who calls, as HTTP knows it; null: the message says it.</param>
internal sealed class ProvenReceipt(SoapDesk desk, SoapCaller? known)
{
    private readonly SoapDoorSecurity _security = desk.Options.Security ?? throw new InvalidOperationException("The endpoint takes no WS-Security.");

    // Strangers are not let as far as the budget of those who are known.
    private readonly BodyBudget _budget = known is null ? desk.UnprovenBudget : desk.Budget;

    private SecurityVerifier Judge => desk.Verifier!;

    private int GateFrom => desk.Options.WholeBytes;

    private XmlLimits Limits => known is null ? _security.Limits : desk.Options.Limits;

    private int MaxBytes => _security.MaxBytes;

    public async Task<(SoapAnswer? Refusal, XDocument? Document)> ReceiveAsync(HttpContext context, Incoming incoming)
    {
        incoming.Holds(_budget);
        return PackageType.IsPackage(context.Request.ContentType) ? await PackageAsync(context, incoming) : await WholeAsync(context, incoming);
    }

    private async Task<(SoapAnswer? Refusal, XDocument? Document)> WholeAsync(HttpContext context, Incoming incoming)
    {
        var charset = Refusals.Charset(context.Request.ContentType);
        var gate = new HeaderGate(this, incoming, charset, context.RequestAborted);
        var body = await BoundedBody.ReadAsync(context.Request.Body, context.Request.ContentLength, MaxBytes, _budget, context.RequestAborted, gate.Gate);
        incoming.Taken = body.Taken;
        switch (body.Outcome)
        {
            case BodyReadOutcome.Stopped:
                return (gate.Refusal, null);
            case BodyReadOutcome.TooLarge:
                return (Refusals.TooLarge(MaxBytes), null);
            case BodyReadOutcome.OverBudget:
                return (Refusals.Overloaded(desk.Options.BusyRetryAfter), null);
        }

        var (message, caller, refusal) = Open(incoming, body.Bytes, charset);
        if (refusal is not null)
        {
            return (refusal, null);
        }

        var (verified, unproven) = await JudgeAsync(message!, caller!, incoming, context.RequestAborted);
        return (unproven, verified?.Document);
    }

    private async Task<(SoapAnswer? Refusal, XDocument? Document)> PackageAsync(HttpContext context, Incoming incoming)
    {
        var limits = desk.Options.Packages with { MaxRootBytes = MaxBytes };
        if (PackageReader.Open(context.Request.Body, context.Request.ContentType, limits) is not PackageOpening.Opened { Reader: var package })
        {
            throw new UnreachableException();
        }

        incoming.Holds(package);
        var gate = new HeaderGate(this, incoming, null, context.RequestAborted);
        switch (await package.ReadRootAsync(Limits, _budget, context.RequestAborted, gate.Gate))
        {
            case RootReading.Stopped:
                return (gate.Refusal, null);
            case RootReading.Read root:
                incoming.Taken = root.Taken;
                return await RootAsync(package, root, incoming, context.RequestAborted);
            case RootReading.OverBudget:
                return (Refusals.Overloaded(desk.Options.BusyRetryAfter), null);
            case RootReading.Broken broken:
                return (Refusals.Broken(broken.Problem), null);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<(SoapAnswer? Refusal, XDocument? Document)> RootAsync(PackageReader package, RootReading.Read root, Incoming incoming, CancellationToken cancellationToken)
    {
        var (message, caller, refusal) = Open(incoming, root.Bytes, root.Headers.Type?["charset"]);
        if (refusal is not null)
        {
            return (refusal, null);
        }

        // XOP is a way to write the XML: who signed or encrypted that, did so with the files in it.
        var inlined = root.Kind == PackageKind.Xop && caller!.Rules is { Signature: not null } or { Encryption: not null };
        if (inlined && await InlineAsync(package, message!, caller!.Rules, incoming, cancellationToken) is { } broken)
        {
            return (broken, null);
        }

        var (verified, unproven) = await JudgeAsync(message!, caller!, incoming, cancellationToken);
        if (verified is null)
        {
            return (unproven, null);
        }

        // What was read before it was judged is not what was judged.
        var references = PartReferences.Find(verified.Document);
        if (Unsigned(references, verified, caller!.Rules) is { } swapped)
        {
            return (SoapAnswer.Fault(swapped.ToFault()), null);
        }

        incoming.Expects(verified.ExpectedAttachments);
        incoming.Attaches(references);
        return (null, verified.Document);
    }

    private (UnprovenMessage? Message, SoapCaller? Caller, SoapAnswer? Refusal) Open(Incoming incoming, ReadOnlyMemory<byte> envelope, string? charset)
    {
        if (!incoming.Affords(envelope.Span, Limits))
        {
            return (null, null, Refusals.Overloaded(desk.Options.BusyRetryAfter));
        }

        var (message, problem) = UnprovenMessage.Read(envelope, charset, Limits, _security.Actor);
        if (message is null)
        {
            return (null, null, SoapAnswer.Fault(problem!.ToFault()));
        }

        incoming.Unproven = message;
        return CallerOf(message.Claims) is { } caller ? (message, caller, null) : (null, null, Nobody(message.Claims));
    }

    private SoapCaller? CallerOf(SecurityClaims claims) => known ?? _security.Callers.Find(claims);

    // Nobody is told which users there are.
    private static SoapAnswer Nobody(SecurityClaims claims) => claims switch
    {
        { User: not null } => SoapAnswer.Fault(SecurityProblem.NotKnown.ToFault()),
        { IsSigned: true } => SoapAnswer.Fault(SecurityProblem.SignerUnknown.ToFault()),
        _ => Refusals.NotAuthenticated,
    };

    private SoapAnswer NotProven(SoapCaller caller, SecurityProblem problem)
    {
        if (problem.Kind == SecurityProblemKind.Busy)
        {
            return SoapAnswer.Busy(problem.ToFault(), desk.Options.BusyRetryAfter);
        }

        SoapLog.NotProven(desk.Logger, caller.Rules.Scope, problem.Kind);
        return SoapAnswer.Fault(problem.ToFault());
    }

    private async Task<(SecurityReading.Verified? Verified, SoapAnswer? Refusal)> JudgeAsync(UnprovenMessage message, SoapCaller caller, Incoming incoming, CancellationToken cancellationToken)
    {
        switch (await Judge.VerifyAsync(message, caller.Rules, cancellationToken))
        {
            case SecurityReading.Verified verified:
                incoming.Proven(caller, verified);
                if (verified.Flags.HasFlag(SecurityFlags.Sha1))
                {
                    SoapLog.Sha1(desk.Logger, caller.Rules.Scope);
                }

                return (verified, null);
            case SecurityReading.Refused refused:
                return (null, NotProven(caller, refused.Problem));
            default:
                throw new UnreachableException();
        }
    }

    private async Task<SoapAnswer?> InlineAsync(PackageReader package, UnprovenMessage message, IncomingSecurity rules, Incoming incoming, CancellationToken cancellationToken)
    {
        var most = Math.Min(MaxBytes, rules.MaxBytes);
        var files = new InlinedFiles(most, _budget);
        try
        {
            return await files.PutAsync(package, message, null, cancellationToken) switch
            {
                (_, { } problem) => Refusals.Broken(problem),
                (BodyReadOutcome.OverBudget, _) => Refusals.Overloaded(desk.Options.BusyRetryAfter),
                (BodyReadOutcome.TooLarge, _) => Refusals.SignedTooLarge(most),
                _ => null,
            };
        }
        finally
        {
            incoming.Taken += files.Taken;
        }
    }

    // A signature over a reference says nothing of what is referred to.
    private static SecurityProblem? Unsigned(IReadOnlyList<PartReference> references, SecurityReading.Verified verified, IncomingSecurity rules) =>
        rules.Signature is { Required: true } && references.Any(reference => reference.IsNeeded && verified.ExpectedAttachments.All(signed => signed.ContentId != reference.ContentId))
            ? SecurityProblem.FileNotSigned
            : null;

    /// <summary>Nothing more of a long message is read, nor a tree made of it, for whoever has no more than somebody's name.</summary>
    private sealed class HeaderGate(ProvenReceipt receipt, Incoming incoming, string? charset, CancellationToken cancellationToken)
    {
        public BodyGate Gate => new(receipt.GateFrom, async begun => (Refusal = await JudgeAsync(begun)) is null);

        public SoapAnswer? Refusal { get; private set; }

        private async Task<SoapAnswer?> JudgeAsync(ReadOnlyMemory<byte> begun)
        {
            var (header, problem) = UnprovenMessage.ReadHeader(begun, charset, receipt.Limits, receipt._security.Actor);
            if (header is null)
            {
                var told = problem! with { Message = $"{problem.Message} Of a long message the header must end within the first {begun.Length} bytes." };
                return SoapAnswer.Fault(told.ToFault());
            }

            incoming.Unproven = header;
            return receipt.CallerOf(header.Claims) is not { } caller ? Nobody(header.Claims)
                : await receipt.Judge.JudgeHeaderAsync(header, caller.Rules, cancellationToken) is { } unproven ? receipt.NotProven(caller, unproven)
                : null;
        }
    }
}
