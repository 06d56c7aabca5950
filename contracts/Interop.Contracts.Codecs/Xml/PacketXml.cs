using System.Text;
using System.Text.Json;
using System.Xml;
using Interop.Contracts.Codecs.Json;
using Interop.Contracts.Codecs.Reading;
using Interop.Contracts.Codecs.Xml;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>
/// The XML form of a packet, namespace <c>urn:interop:packet:1</c>. It carries the same fields as the JSON form, loses
/// nothing, and is judged by the same validator; pointers in errors are those of the JSON form.
/// </summary>
public static class PacketXml
{
    /// <summary>Reads and validates. Never throws for what a sender can do.</summary>
    /// <param name="xml">The body. UTF-8 or UTF-16 with a byte order mark, or as its declaration says.</param>
    /// <param name="options">What the route says, and limits; null: <see cref="ReadOptions.Default"/>.</param>
    public static PacketReading Read(ReadOnlyMemory<byte> xml, ReadOptions? options = null)
    {
        options ??= ReadOptions.Default;
        if (xml.Length > options.MaxBytes)
        {
            return TooLarge(options);
        }

        var errors = new ErrorSink(options.MaxErrors);
        byte[]? json;
        string? kind;
        try
        {
            kind = XmlSource.FindKind(xml) ?? (options.ExpectedKind is { } expected ? Kinds.Name(expected) : null);
            json = XmlBody.ToJson(xml, kind, errors, place: null, options);
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException or ArgumentException)
        {
            return Unreadable(e);
        }

        if (json is null)
        {
            return new PacketReading { Result = ReadingResult.Invalid, Errors = errors.Errors };
        }

        // The JSON may be longer than the XML was (escapes); it is bounded by it all the same.
        if (!JsonBody.TryParse(json, options with { MaxBytes = int.MaxValue }, out var root, out var error))
        {
            return new PacketReading { Result = ReadingResult.Malformed, Errors = [error! with { Line = null, Column = null }] };
        }

        PacketCheck.Run(json, root, options, errors);
        return errors.HasErrors
            ? new PacketReading { Result = ReadingResult.Invalid, Errors = Locate(xml, kind, errors.Errors, options), Warnings = errors.Warnings, Root = root, Json = json }
            : new PacketReading { Result = ReadingResult.Valid, Packet = PacketBinder.Bind(root, options.ExpectedKind), Warnings = errors.Warnings, Root = root, Json = json };
    }

    /// <summary>Reads a stream to its end, or to the limit, and validates what it held.</summary>
    public static async Task<PacketReading> ReadAsync(Stream stream, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ReadOptions.Default;
        using var held = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            await held.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            if (held.Length > options.MaxBytes)
            {
                return TooLarge(options);
            }
        }

        return Read(held.GetBuffer().AsMemory(0, (int)held.Length), options);
    }

    /// <summary>Writes a packet as UTF-8 XML with a declaration, without a byte order mark.</summary>
    public static byte[] Write(Packet packet) => Write(JsonElement.Parse(PacketJson.Write(packet), new JsonDocumentOptions { MaxDepth = 256 }));

    /// <summary>Writes a valid packet's tree (<see cref="PacketReading.Root"/>) as XML, every field as it stands there.</summary>
    /// <exception cref="ArgumentException">The tree is not that of a valid packet.</exception>
    public static byte[] Write(JsonElement root)
    {
        using var held = new MemoryStream();
        using (var writer = XmlWriter.Create(held, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            XmlForm.Write(writer, root);
        }

        return held.ToArray();
    }

    private static PacketReading TooLarge(ReadOptions options) => new()
    {
        Result = ReadingResult.TooLarge,
        Errors = [new ContractError(string.Empty, ContractErrorCodes.TooLarge, $"The body is larger than the {options.MaxBytes} bytes that are accepted. Send files as documents, not inside the packet.")],
    };

    private static PacketReading Unreadable(Exception exception)
    {
        // The parser's own words quote the body: they stay here.
        var (line, column) = exception is XmlException { LineNumber: > 0 } e ? (e.LineNumber, e.LinePosition) : ((int?)null, (int?)null);
        var error = exception.Message == XmlBody.TooDeep
            ? new ContractError(string.Empty, ContractErrorCodes.TooDeep, "The body nests too deep.")
            : new ContractError(string.Empty, ContractErrorCodes.Malformed, "The body is not well-formed XML at this place, is not in the encoding it declares, or has a DTD, which is not accepted.", line, column);
        return new PacketReading { Result = ReadingResult.Malformed, Errors = [error] };
    }

    private static List<ContractError> Locate(ReadOnlyMemory<byte> xml, string? kind, List<ContractError> errors, ReadOptions options)
    {
        Dictionary<string, (int Line, int Column)> places = new(StringComparer.Ordinal);
        var wanted = errors.Select(e => e.Pointer).Concat(errors.Where(e => e.Pointer.Length > 0).Select(e => Parent(e.Pointer))).ToHashSet(StringComparer.Ordinal);
        XmlBody.ToJson(xml, kind, new ErrorSink(1), (pointer, line, column) =>
        {
            if (wanted.Contains(pointer))
            {
                places[pointer] = (line, column);
            }
        }, options);
        return [.. errors.Select(Position)];

        ContractError Position(ContractError error)
        {
            // Inside a form's data XML has no elements: the nearest one that there is.
            for (var pointer = error.Pointer; error.Code != ContractErrorCodes.More; pointer = Parent(pointer))
            {
                if (places.TryGetValue(pointer, out var at))
                {
                    return error with { Line = at.Line, Column = at.Column };
                }

                if (pointer.Length == 0)
                {
                    break;
                }
            }

            return error;
        }
    }

    private static string Parent(string pointer) => pointer[..pointer.LastIndexOf('/')];
}
