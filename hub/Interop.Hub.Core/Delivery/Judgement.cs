using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>An outcome with what the rules made of it.</summary>
/// <param name="Next">What the delivery becomes.</param>
/// <param name="Outcome">The outcome's name, see <see cref="AttemptRecord.Outcome"/>.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Receipt">The partner's word.</param>
/// <param name="Signal">What it said about the destination.</param>
internal sealed record Judgement(NextStep Next, string Outcome, Fault? Fault, PartnerReceipt? Receipt, DoorSignal Signal);
