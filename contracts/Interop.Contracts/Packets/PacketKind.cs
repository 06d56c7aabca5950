namespace Interop.Contracts.Packets;

/// <summary>What a packet is about. The name on the wire is the camel-case form.</summary>
public enum PacketKind
{
    /// <summary>A dossier handed in, or handed in again with changes.</summary>
    Submission = 1,

    /// <summary>One or more processing steps (tiến độ).</summary>
    Progress = 2,

    /// <summary>Papers are asked for (yêu cầu bổ sung).</summary>
    SupplementRequest = 3,

    /// <summary>Papers asked for are handed in.</summary>
    SupplementReply = 4,

    /// <summary>A fee is asked for (thông báo phí).</summary>
    FeeNotice = 5,

    /// <summary>A fee was paid, or failed to be.</summary>
    Payment = 6,

    /// <summary>The decision, with its papers.</summary>
    Result = 7,

    /// <summary>The citizen takes the dossier back (rút hồ sơ).</summary>
    Withdrawal = 8,

    /// <summary>Replaces a submission that a destination rejected.</summary>
    Correction = 9,

    /// <summary>An electronic document (văn bản điện tử).</summary>
    Document = 10,

    /// <summary>The status of an electronic document at a receiver.</summary>
    DocumentStatus = 11,

    /// <summary>From the hub: what became of a packet at a destination.</summary>
    DeliveryStatus = 12,

    /// <summary>From the hub: a destination rejected a packet.</summary>
    Fault = 13,

    /// <summary>From the hub: its ledger was restored; receipts of a period are to be compared.</summary>
    Reconciliation = 14,
}
