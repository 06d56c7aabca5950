using Interop.Foreign.Tests.Door;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests.Matrix;

/// <summary>What a stack cannot do, whoever its peer is.</summary>
/// <param name="Direction">Who calls whom.</param>
/// <param name="Stack">Whose limit.</param>
/// <param name="Feature">The test that it cannot take; null: none of this direction.</param>
/// <param name="Why">In words for people.</param>
/// <param name="Version">The SOAP version in which it cannot; null: both.</param>
public sealed record Limit(Direction Direction, Stack Stack, string? Feature, string Why, string? Version = null);

/// <summary>What a stack does otherwise than others, and is read or served all the same.</summary>
/// <param name="Stack">Which.</param>
/// <param name="What">In words for people.</param>
public sealed record Remark(Stack Stack, string What);

/// <summary>What is known of the stacks.</summary>
public static class Limits
{
    public static IReadOnlyList<Limit> All { get; } =
    [
        new(Direction.FromTheHub, Stack.Zeep, null, "zeep has no server."),
        new(Direction.ToTheHub, Stack.Php, nameof(HubServiceTests.A_subcode_is_told), "PHP's SoapFault has no place for a subcode of SOAP 1.2; the detail's code says the same."),
        new(Direction.ToTheHub, Stack.Php, nameof(SecuredClientsTests.A_signed_message_is_taken_and_its_answer_signed), "PHP's SoapClient signs nothing."),
        new(Direction.ToTheHub, Stack.Php, nameof(SecuredClientsTests.A_file_by_MTOM_is_taken), "PHP's SoapClient sends no attachments."),
        new(Direction.ToTheHub, Stack.Zeep, nameof(SecuredClientsTests.A_file_by_MTOM_is_taken), "zeep reads attachments and sends none."),
        new(Direction.FromTheHub, Stack.Php, nameof(MinistryTests.A_subcode_is_read), "PHP's SoapServer cannot write a subcode of SOAP 1.2."),
        new(Direction.FromTheHub, Stack.Php, nameof(MinistryTests.The_actor_of_a_fault_is_read), "PHP's SoapServer writes no Role in SOAP 1.2.", "1.2"),
        new(Direction.FromTheHub, Stack.Node, nameof(MinistryTests.A_decimal_keeps_its_places), "Node's soap makes a decimal a floating-point number."),
    ];

    public static IReadOnlyList<Remark> Remarks { get; } =
    [
        new(Stack.Node, "As client its users set attributesKey, because \"attributes\" is an element of the contract, and send times as text: it writes a Date as an empty element."),
        new(Stack.Node, "As server it sends faults of SOAP 1.1 with HTTP 200, and for an error that nobody caught a fault of SOAP 1.1 with the children of SOAP 1.2."),
        new(Stack.Node, "As server it qualifies the parts of rpc/literal, and elements of a fault's detail with the envelope's namespace: both are read by their local names."),
        new(Stack.Node, "As server it answers what it does not know with HTTP 500 and a stack trace, no fault."),
        new(Stack.Php, "As client its users write the security header themselves, as a SoapVar."),
        new(Stack.Php, "As client its users set SOAP_SINGLE_ELEMENT_ARRAYS, or one element is no array; xsi:nil for a field that is not nillable is a SoapVar of their own."),
        new(Stack.Php, "As server it answers an exception that nobody caught with HTTP 500 and nothing, and an unknown operation in SOAP 1.2 with the code rpc:ProcedureNotPresent, its prefix bound to nothing."),
    ];

    /// <summary>Why a peer cannot take a feature; null: it can.</summary>
    public static Limit? Of(Direction direction, Peer peer, string feature) =>
        All.FirstOrDefault(limit => limit.Direction == direction && limit.Stack == peer.Stack && (limit.Feature ?? feature) == feature && (limit.Version ?? peer.Version) == peer.Version);
}
