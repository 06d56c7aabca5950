using System.Xml;

namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// The names of one document, of which there may be so many. Each that is new stays in tables of the framework beyond the
/// document: sixty thousand namespaces cost a hub forty mebibytes that it did not get back.
/// </summary>
internal sealed class LimitedNames(XmlLimits limits) : NameTable
{
    private const int MaxLength = 1024;

    private int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? New(len, () => base.Add(key, start, len));

    public override string Add(string key) => Get(key) ?? New(key.Length, () => base.Add(key));

    private string New(int length, Func<string> add)
    {
        if (length > MaxLength)
        {
            throw new XmlLimitException($"A name or namespace is longer than {MaxLength} characters; send those of the contract.", null, null);
        }

        return ++_count <= limits.MaxNames ? add() : throw new XmlLimitException($"The document has more than {limits.MaxNames} different names and namespaces; send those of the contract.", null, null);
    }
}
