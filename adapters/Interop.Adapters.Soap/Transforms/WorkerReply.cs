namespace Interop.Adapters.Soap.Transforms;

/// <summary>What a worker answers: an outcome that it lived to tell.</summary>
internal static class WorkerReply
{
    private const byte Made = 1;
    private const byte Failed = 2;
    private const byte Stopped = 3;

    public static ReadOnlyMemory<byte> Write(TransformOutcome outcome)
    {
        var stream = new MemoryStream(outcome is TransformOutcome.Made { Output.Length: var length } ? length + 1024 : 1024);
        using (var writer = TransformWire.Writer(stream))
        {
            switch (outcome)
            {
                case TransformOutcome.Made made:
                    writer.Write(Made);
                    writer.Write(made.Marks.Count);
                    foreach (var mark in made.Marks)
                    {
                        writer.Write(mark.Mark);
                        writer.Write(mark.Sha256);
                    }

                    writer.WriteBlob(made.Output.Span);
                    break;
                case TransformOutcome.Failed { Problem: var problem }:
                    writer.Write(Failed);
                    writer.Write((byte)problem.Kind);
                    writer.Write(problem.Message);
                    writer.Write(problem.File ?? string.Empty);
                    writer.Write(problem.Line ?? 0);
                    writer.Write(problem.Position ?? 0);
                    break;
                case TransformOutcome.Stopped stopped:
                    writer.Write(Stopped);
                    writer.Write((byte)stopped.Reason);
                    writer.Write(stopped.Detail);
                    break;
            }
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    public static TransformOutcome Read(byte[] frame)
    {
        using var reader = TransformWire.Reader(frame);
        switch (reader.ReadByte())
        {
            case Made:
                List<FileMark> marks = [];
                for (var count = reader.ReadInt32(); count > 0; count--)
                {
                    marks.Add(new FileMark(reader.ReadString(), reader.ReadString()));
                }

                return new TransformOutcome.Made(reader.ReadBlob(), marks);
            case Failed:
                var kind = (ProblemKind)reader.ReadByte();
                var message = reader.ReadString();
                var file = reader.ReadString();
                var line = reader.ReadInt32();
                var position = reader.ReadInt32();
                return new TransformOutcome.Failed(new TransformProblem(kind, message, file.Length > 0 ? file : null, line > 0 ? line : null, position > 0 ? position : null));
            case Stopped:
                return new TransformOutcome.Stopped((StopReason)reader.ReadByte(), reader.ReadString());
            default:
                throw new InvalidDataException("A reply of no known kind.");
        }
    }
}
