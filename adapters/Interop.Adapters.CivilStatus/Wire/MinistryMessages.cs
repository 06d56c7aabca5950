using System.Xml;

namespace Interop.Adapters.CivilStatus.Wire;

/// <summary>Writes the ministry's request elements, in its order.</summary>
internal static class MinistryMessages
{
    public static void Receive(XmlWriter writer, PushedDossier dossier, string deliveryId)
    {
        Start(writer, MinistryNames.Receive);
        Text(writer, "maDonVi", dossier.Unit);
        Text(writer, "module", dossier.Module);
        Text(writer, "maHoSoLT", dossier.InterLinkedNumber);
        Text(writer, "maHoSoMCDT", dossier.Number);
        Text(writer, "ngayTiepNhan", dossier.ReceivedAt);
        Text(writer, "data", dossier.Data);
        foreach (var file in dossier.Files)
        {
            writer.WriteStartElement("fileDinhKem", Ns);
            Text(writer, "id", XmlConvert.ToString(file.Id));
            Text(writer, "loaiGiayTo", PushedFile.PaperKind);
            Text(writer, "tenGiayTo", file.PaperName);
            Text(writer, "tenTepDinhKem", file.FileName);
            Text(writer, "huyGiayTo", PushedFile.NotCancelled);
            Text(writer, "duLieuTepDinhKem", file.Mark);
            writer.WriteEndElement();
        }

        Text(writer, "maGiaoDich", deliveryId);
        writer.WriteEndElement();
    }

    public static void Withdraw(XmlWriter writer, string number, string reason, string deliveryId)
    {
        Start(writer, MinistryNames.Withdraw);
        Text(writer, "maHoSoMCDT", number);
        Text(writer, "lyDo", reason);
        Text(writer, "maGiaoDich", deliveryId);
        writer.WriteEndElement();
    }

    public static void LookUpByDelivery(XmlWriter writer, string deliveryId) => LookUp(writer, "maGiaoDich", deliveryId);

    public static void LookUpByNumber(XmlWriter writer, string number) => LookUp(writer, "maHoSoMCDT", number);

    private static string Ns => MinistryNames.Namespace.NamespaceName;

    private static void LookUp(XmlWriter writer, string key, string value)
    {
        Start(writer, MinistryNames.LookUp);
        Text(writer, key, value);
        writer.WriteEndElement();
    }

    private static void Start(XmlWriter writer, string operation) => writer.WriteStartElement(operation, Ns);

    private static void Text(XmlWriter writer, string name, string value) => writer.WriteElementString(name, Ns, value);
}
