using System.Text.Json;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Queries;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 9: a durable gate. Asks the authority about each subject that the procedure names; a subject without a
/// number is not asked about. Asking again is harmless, so an unanswered question is simply asked again.
/// </summary>
internal sealed class GateCheck(IHubConfigurationSource configuration, TimeProvider time)
{
    /// <summary>Asks about every subject. Accepted carries the findings.</summary>
    public async Task<DeliveryOutcome> AskAsync(Claim claim, AdapterInstance adapter, DeliveryPolicy policy, CancellationToken stopping)
    {
        var gate = Gate(claim);
        if (gate is null || adapter.Query is not { } query || claim.Facts is not { } facts || claim.DossierNumber is not { } number)
        {
            return new DeliveryOutcome.Deferred(FaultCodes.MappingFailed(
                $"The gate '{claim.Gate}' of procedure {claim.Facts?.Procedure} is no longer configured, or {claim.Destination} answers no queries."));
        }

        using var deadline = new CancellationTokenSource(policy.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        using var body = JsonDocument.Parse(claim.Body);
        List<Finding> findings = [];
        for (var i = 0; i < gate.Subjects.Count; i++)
        {
            var pointer = gate.Subjects[i];
            if (GateSubject.Read(body.RootElement, pointer) is not { } subject)
            {
                findings.Add(new Finding(gate.Name, pointer, Verdict.NotAsked, time.GetUtcNow()));
                continue;
            }

            var question = new IdentityQuery
            {
                QueryId = $"{claim.DeliveryId}-{i}",
                Procedure = ProcedureCode.Parse(facts.Procedure, null),
                DossierNumber = number,
                Unit = OrganisationCode.Parse(facts.Receiving, null),
                Officer = gate.Officer,
                Purpose = "Xác minh thông tin công dân khi tiếp nhận hồ sơ",
                Number = subject.Number,
                FullName = subject.FullName,
                BirthDate = subject.BirthDate,
            };
            QueryOutcome answer;
            try
            {
                answer = await query.VerifyIdentityAsync(question, either.Token);
            }
            catch (OperationCanceledException)
            {
                return new DeliveryOutcome.Deferred(FaultCodes.Unreachable($"{claim.Destination} did not answer within {policy.AttemptTimeout.TotalSeconds:0} s."));
            }

            switch (answer)
            {
                case QueryOutcome.Answered a:
                    findings.Add(new Finding(gate.Name, pointer, a.Verdict, time.GetUtcNow()));
                    break;
                case QueryOutcome.Failed f:
                    return new DeliveryOutcome.Deferred(f.Fault, f.NotBefore);
                case QueryOutcome.Refused r:
                    return new DeliveryOutcome.Rejected(r.Fault with { Pointer = pointer });
            }
        }

        return gate.RefuseContradicted && findings.Find(f => f.Verdict is Verdict.Contradicted or Verdict.NotFound) is { } refused
            ? new DeliveryOutcome.Rejected(FaultCodes.GateRefused("The population database does not confirm this person: correct the number, the name or the date of birth.") with { Pointer = refused.Subject })
            : new DeliveryOutcome.Accepted(new PartnerReceipt { Findings = findings });
    }

    private GateConfiguration? Gate(Claim claim) =>
        claim.Facts is { } facts && configuration.Current.Procedures.TryGetValue(facts.Procedure, out var procedure)
            ? procedure.Gates.FirstOrDefault(g => g.Name == claim.Gate && string.Equals(g.Destination, claim.Destination, StringComparison.OrdinalIgnoreCase))
            : null;
}

/// <summary>A person to be asked about, as an electronic form names one.</summary>
/// <param name="Number">The number that can be asked about.</param>
/// <param name="FullName">Full name.</param>
/// <param name="BirthDate">Date of birth.</param>
internal sealed record GateSubject(PersonNumber Number, string FullName, PartialDate? BirthDate)
{
    /// <summary>Null when the form has no such person, or the person has no number that the population database knows.</summary>
    public static GateSubject? Read(JsonElement root, string pointer)
    {
        if (JsonPointer.Find(root, pointer) is not { ValueKind: JsonValueKind.Object } person || Text(person, "fullName") is not { } name)
        {
            return null;
        }

        var number = Text(person, "citizenNumber") ?? Text(person, "paperNumber");
        PersonNumberType? type = number switch
        {
            { Length: 12 } when number.All(char.IsAsciiDigit) => PersonNumberType.CitizenNumber,
            { Length: 9 } when number.All(char.IsAsciiDigit) => PersonNumberType.OldIdentityCard,
            _ => null,
        };
        return type is { } known
            ? new GateSubject(new PersonNumber(known, number!), name, PartialDate.TryParse(Text(person, "birthDate"), out var born) ? born : null)
            : null;
    }

    private static string? Text(JsonElement person, string name) =>
        person.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
