using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The marks that senders were told of their deliveries.</summary>
internal static class Told
{
    public static void OfSilence(Session db, DeliveryNews silent, DateTimeOffset now) =>
        db.Prepare("update delivery set silent_at = ? where key = ? and silent_at is null").With(now).With(silent.Key).Run();

    public static void Begun(Session db, DeliveryNews doubt, DateTimeOffset now) =>
        db.Prepare("insert into told (delivery, told_at) values (?, ?) on conflict (delivery) do nothing").With(doubt.Key).With(now).Run();

    public static void Of(Session db, DeliveryNews news, DateTimeOffset _)
    {
        // Of what became news since, the next round tells.
        db.Prepare(news.State == DeliveryState.Unknown ? Lasts : Gone).With(news.Key).With((long)news.State).Run();
        if (news.State == DeliveryState.Delivered)
        {
            db.Prepare("delete from told where delivery = ?").With(news.Key).Run();
        }
    }

    private const string Lasts = $"update news set due_at = null {ThisNews}";

    private const string Gone = $"delete from news {ThisNews}";

    private const string ThisNews = "where delivery = ? and state = ?";
}
