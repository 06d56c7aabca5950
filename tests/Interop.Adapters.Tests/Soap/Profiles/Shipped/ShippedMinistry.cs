using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Import;
using Interop.Adapters.Tests.Conformance;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>What a ministry has to say of a call, in its own codes.</summary>
internal enum Word
{
    Taken = 1,
    AlreadyThere = 2,
    Refused = 3,
    Later = 4,
    Maintenance = 5,
    Unregistered = 6,
    Broken = 7,
    SessionOver = 8,
}

/// <summary>What it took.</summary>
internal sealed record Taken(string Operation, XElement Content, IReadOnlyList<byte[]> Files, string Number);

/// <summary>
/// The ministry of a shipped profile, on a socket, by a script. It holds every call, and every answer of its own, to the
/// contract in the profile's folder, keeps what it takes by the transaction's code, and says what it is told to.
/// </summary>
internal abstract class ShippedMinistry : IAsyncDisposable
{
    public const string Words = "Thiếu giấy tờ theo quy định; đề nghị bổ sung <bản chính> & gửi lại.";

    private readonly ScriptedPeer _peer;
    private readonly XmlSchemaSet _schemas;
    private readonly IReadOnlyList<WsdlOperation> _operations;
    private readonly XNamespace _soap;
    private readonly Dictionary<string, Taken> _books = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly Lock _gate = new();

    protected ShippedMinistry(string profile)
    {
        var contract = new ShippedFolder(profile).Contract;
        (_schemas, _operations) = (contract.Schemas, contract.Operations);
        (M, _soap) = (contract.Namespace, contract.Version == "1.2" ? Http.Soap12 : Http.Soap11);
        _peer = new ScriptedPeer(AnswerAsync);
    }

    public Uri Url => _peer.Url;

    public IReadOnlyDictionary<string, Taken> Books => _books;

    /// <summary>Where a call, or an answer of its own, broke the contract.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    public int Sessions { get; private set; }

    /// <summary>Whether who has no session is served at all.</summary>
    public bool HasLogIn => _operations.Any(o => o.Name == "DangNhap");

    /// <summary>Calls beside log-ins.</summary>
    public int Calls { get; private set; }

    /// <summary>Said once in place of what it would say; a delivery is not taken then.</summary>
    public Word? Next { get; set; }

    /// <summary>The next delivery is taken, and its answer lost.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>The next call is answered by a SOAP fault with these words.</summary>
    public string? Faults { get; set; }

    public MinistryRequest? Last { get; private set; }

    protected XNamespace M { get; }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <summary>A call's envelope as it may be believed; null with a fault's words.</summary>
    protected virtual ValueTask<(XDocument? Envelope, string? Refusal)> BelieveAsync(byte[] envelope) =>
        ValueTask.FromResult<(XDocument?, string?)>((XDocument.Parse(Encoding.UTF8.GetString(envelope), LoadOptions.PreserveWhitespace), null));

    /// <summary>An answer as it goes out.</summary>
    protected virtual byte[] Sealed(byte[] envelope) => envelope;

    /// <summary>What a log-in is answered; null: this operation is none.</summary>
    protected virtual XElement? LogIn(XElement body) => null;

    /// <summary>The session that a call names; null: there are none.</summary>
    protected virtual string? SessionOf(XElement body) => null;

    /// <summary>The answer of a look-up; null: this operation is none.</summary>
    protected abstract XElement? LookUp(XElement body);

    /// <summary>What a delivery holds, unpacked.</summary>
    protected virtual XElement Open(XElement body) => body;

    protected abstract string TransactionOf(XElement content);

    protected abstract IEnumerable<string> FilesOf(XElement content);

    /// <summary>The answer to an operation that says this; the number under which it was taken, where it was.</summary>
    protected abstract XElement Say(string operation, Word word, string? number);

    protected string NewSession() => Session(++Sessions);

    protected void Hold(XElement element, string what)
    {
        if (!_schemas.GlobalElements.Contains(new XmlQualifiedName(element.Name.LocalName, element.Name.NamespaceName)))
        {
            _wrong.Add($"{what}: the contract has no element {element.Name}");
        }

        new XDocument(element).Validate(_schemas, (_, trouble) => _wrong.Add($"{what}: {trouble.Message}"));
    }

    private async ValueTask<PeerAnswer> AnswerAsync(PeerRequest request)
    {
        var call = await MinistryRequest.OfAsync(request);
        var (envelope, refusal) = await BelieveAsync(call.Envelope);
        lock (_gate)
        {
            Last = call;
            return envelope is null ? Reply(Fault(refusal!)) : Judged(envelope, call.Action);
        }
    }

    private PeerAnswer Judged(XDocument envelope, string? action)
    {
        if (envelope.Root!.Name != _soap + "Envelope")
        {
            _wrong.Add($"envelope: {envelope.Root.Name}");
        }

        var before = _wrong.Count;
        foreach (var header in envelope.Root.Elements(_soap + "Header").Elements().Where(h => h.Name.Namespace == M))
        {
            Hold(header, "header");
        }

        var body = envelope.Root.Element(_soap + "Body")!.Elements().Single();
        Hold(body, "call");
        if (_operations.SingleOrDefault(o => o.Request.Name == body.Name.LocalName)?.Action != action)
        {
            _wrong.Add($"action: {action}");
        }

        var answer = Serve(body.Name.LocalName, body);
        if (_wrong.Count > before)
        {
            return Reply(Fault(string.Join("; ", _wrong.Skip(before))));
        }

        if (answer is null)
        {
            return new PeerAnswer([]);
        }

        if (answer.Name.Namespace != _soap)
        {
            Hold(answer, "answer");
        }

        return Reply(answer);
    }

    private XElement? Serve(string operation, XElement body)
    {
        if (LogIn(body) is { } session)
        {
            return session;
        }

        Calls++;
        if (Faults is { } words)
        {
            Faults = null;
            return Fault(words);
        }

        var content = LookUp(body) is null ? Open(body) : body;
        if (Next is { } word)
        {
            Next = null;
            return Say(operation, word, null);
        }

        if (SessionOf(body) is { } named && named != Session(Sessions))
        {
            return Say(operation, Word.SessionOver, null);
        }

        if (LookUp(body) is { } found)
        {
            return found;
        }

        var transaction = TransactionOf(content);
        if (_books.TryGetValue(transaction, out var there))
        {
            return Say(operation, Word.AlreadyThere, there.Number);
        }

        var number = string.Create(CultureInfo.InvariantCulture, $"TN-{_books.Count + 1}");
        _books[transaction] = new Taken(operation, content, [.. FilesOf(content).Select(Convert.FromBase64String)], number);
        var lost = LosesAnswer;
        LosesAnswer = false;
        return lost ? null : Say(operation, Word.Taken, number);
    }

    private XElement Fault(string words) => _soap == Http.Soap12
        ? new XElement(_soap + "Fault", new XElement(_soap + "Code", new XElement(_soap + "Value", new XAttribute(XNamespace.Xmlns + "e", _soap.NamespaceName), "e:Sender")), new XElement(_soap + "Reason", new XElement(_soap + "Text", new XAttribute(XNamespace.Xml + "lang", "vi"), words)))
        : new XElement(_soap + "Fault", new XElement("faultcode", new XAttribute(XNamespace.Xmlns + "e", _soap.NamespaceName), "e:Client"), new XElement("faultstring", words));

    private PeerAnswer Reply(XElement body)
    {
        var envelope = new XElement(_soap + "Envelope", new XElement(_soap + "Body", body)).ToString(SaveOptions.DisableFormatting);
        var type = _soap == Http.Soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
        var isFault = body.Name == _soap + "Fault";
        return PeerAnswer.Http(!isFault ? 200 : _soap == Http.Soap12 ? 400 : 500, type, Sealed(Encoding.UTF8.GetBytes(envelope)));
    }

    private static string Session(int number) => string.Create(CultureInfo.InvariantCulture, $"phien-{number}");
}
