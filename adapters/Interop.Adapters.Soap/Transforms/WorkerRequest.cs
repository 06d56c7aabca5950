namespace Interop.Adapters.Soap.Transforms;

/// <summary>What a worker is asked. The set's files ride along only where the worker does not have them yet.</summary>
internal sealed record WorkerRequest
{
    /// <summary>How many sets a worker keeps; the hub counts along, and both forget all of them at the same moment.</summary>
    public const int SetsKept = 16;

    public required string Key { get; init; }

    /// <summary>Null: the worker has them by the key.</summary>
    public StylesheetSet? Sheets { get; init; }

    public required string Entry { get; init; }

    public required int MaxOutputBytes { get; init; }

    public required TransformFacts Facts { get; init; }

    /// <summary>Empty: compile only.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    public ReadOnlyMemory<byte> Write()
    {
        var stream = new MemoryStream(Input.Length + 4096);
        using (var writer = TransformWire.Writer(stream))
        {
            writer.Write(Key);
            writer.Write(Entry);
            writer.Write(MaxOutputBytes);
            WriteSheets(writer);
            WriteFacts(writer);
            writer.WriteBlob(Input.Span);
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    public static WorkerRequest Read(byte[] frame)
    {
        using var reader = TransformWire.Reader(frame);
        return new WorkerRequest
        {
            Key = reader.ReadString(),
            Entry = reader.ReadString(),
            MaxOutputBytes = reader.ReadInt32(),
            Sheets = reader.ReadBoolean() ? ReadSheets(reader) : null,
            Facts = ReadFacts(reader),
            Input = reader.ReadBlob(),
        };
    }

    private void WriteSheets(BinaryWriter writer)
    {
        writer.Write(Sheets is not null);
        if (Sheets is null)
        {
            return;
        }

        writer.Write(Sheets.Files.Count);
        foreach (var (name, content) in Sheets.Files)
        {
            writer.Write(name);
            writer.WriteBlob(content);
        }

        writer.Write(Sheets.Maps.Count);
        foreach (var (name, map) in Sheets.Maps)
        {
            writer.Write(name);
            writer.Write(map);
        }
    }

    private static StylesheetSet ReadSheets(BinaryReader reader)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            files[reader.ReadString()] = reader.ReadBlob();
        }

        Dictionary<string, IReadOnlyDictionary<string, string>> maps = new(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            maps[reader.ReadString()] = reader.ReadTable();
        }

        return new StylesheetSet(files, maps);
    }

    private void WriteFacts(BinaryWriter writer)
    {
        writer.Write(Facts.DeliveryId);
        writer.Write(Facts.DossierNumber);
        writer.Write(Facts.Now.UtcTicks);
        writer.Write(Facts.Token);
        writer.Write(Facts.MarkSeed);
        writer.Write(Facts.Settings);
        writer.Write(Facts.Secrets);
        writer.Write(Facts.Files.Count);
        foreach (var file in Facts.Files)
        {
            writer.Write(file.Sha256);
            writer.Write(file.Id ?? string.Empty);
            writer.Write(file.Name);
            writer.Write(file.MediaType);
            writer.Write(file.Size);
        }
    }

    private static TransformFacts ReadFacts(BinaryReader reader)
    {
        var facts = new TransformFacts
        {
            DeliveryId = reader.ReadString(),
            DossierNumber = reader.ReadString(),
            Now = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            Token = reader.ReadString(),
            MarkSeed = reader.ReadString(),
            Settings = reader.ReadTable(),
            Secrets = reader.ReadTable(),
        };
        List<FileFacts> files = [];
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var sha256 = reader.ReadString();
            var id = reader.ReadString();
            files.Add(new FileFacts(sha256, id.Length > 0 ? id : null, reader.ReadString(), reader.ReadString(), reader.ReadInt64()));
        }

        return facts with { Files = files };
    }
}
