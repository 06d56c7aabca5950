using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Tests.Sqlite;

/// <summary>Statements are used again and again: no use may leave its mark on the next.</summary>
[TestFixture]
internal sealed class SqliteStatementTests
{
    private const string Echo = "select ?, ?";
    private string _folder = null!;
    private Session _db = null!;

    [SetUp]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("interop-statement-").FullName;
        var path = Path.Combine(_folder, "t.db");
        _db = Session.OpenWriter(path, new SqliteLedgerOptions { Path = path });
    }

    [TearDown]
    public void Close()
    {
        _db.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void A_use_that_broke_off_while_binding_leaves_the_next_one_whole()
    {
        Assert.That(() => _db.Prepare(Echo).With("first").With(Broken()), Throws.TypeOf<FormatException>());
        using var row = _db.Prepare(Echo).With("a").With("b");
        Assert.That(row.Step(), Is.True);
        Assert.That((row.Text(0), row.Text(1)), Is.EqualTo(("a", "b")));

        static string Broken() => throw new FormatException();
    }

    [Test]
    public void A_statement_is_not_taken_from_under_its_reader()
    {
        using var outer = _db.Prepare(Echo).With(1).With(2);
        outer.Step();
        Assert.That(() => _db.Prepare(Echo), Throws.TypeOf<InvalidOperationException>());
    }

    [TestCase("")]
    [TestCase("a\0b")]
    [TestCase("Đặng Thị Ngọc Ánh 👩‍👧")]
    public void Text_comes_back_as_it_was(string text)
    {
        var longer = string.Concat(Enumerable.Repeat(text, 300));
        using var row = _db.Prepare(Echo).With(text).With(longer);
        row.Step();
        Assert.That((row.Text(0), row.Text(1)), Is.EqualTo((text, longer)));
    }

    [Test]
    public void Nothing_is_not_the_same_as_empty()
    {
        using (var row = _db.Prepare(Echo).With((string?)null).With(ReadOnlySpan<byte>.Empty))
        {
            row.Step();
            Assert.That((row.TextOrNull(0), row.BlobOrNull(1)?.Length), Is.EqualTo(((string?)null, (int?)0)));
        }

        using var next = _db.Prepare(Echo).With((byte[]?)null).With((long?)null);
        next.Step();
        Assert.That((next.BlobOrNull(0), next.Int64OrNull(1)), Is.EqualTo(((byte[]?)null, (long?)null)));
    }
}
