namespace Interop.Adapters.CivilStatus.Wire;

/// <summary>One fileDinhKem of NhanHoSo.</summary>
/// <param name="Id">id: from 1, in the order of the dossier's papers, the same in every push of the dossier.</param>
/// <param name="PaperName">tenGiayTo.</param>
/// <param name="FileName">tenTepDinhKem.</param>
/// <param name="Mark">Stands in duLieuTepDinhKem for the bytes.</param>
internal sealed record PushedFile(int Id, string PaperName, string FileName, string Mark)
{
    /// <summary>loaiGiayTo: 1 is the only value seen in use; its list was not found.</summary>
    public const string PaperKind = "1";

    /// <summary>huyGiayTo: 0, not cancelled.</summary>
    public const string NotCancelled = "0";
}
