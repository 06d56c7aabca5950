using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Faults;

namespace Interop.Hub.Core.Delivery;

/// <summary>Whether two faults have one cause: the same code, the partner's code and the partner's words.</summary>
internal static class FaultCause
{
    /// <summary>32 hexadecimal digits: the words themselves are not for a door's row.</summary>
    [return: NotNullIfNotNull(nameof(fault))]
    public static string? Of(Fault? fault) => fault is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fault.Code}\n{fault.PartnerCode}\n{fault.PartnerText}")).AsSpan(0, 16));
}
