using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interop.Hub.Host.Logging;

/// <summary>One log event as one line of JSON, with the names that the framework's own JSON console writes.</summary>
internal sealed class JsonLineLogger(string category, LogLines lines, TimeProvider time) : ILogger
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("Timestamp"u8, time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteNumber("EventId"u8, eventId.Id);
        writer.WriteString("LogLevel"u8, Name(logLevel));
        writer.WriteString("Category"u8, category);
        writer.WriteString("Message"u8, formatter(state, exception));
        if (exception is not null)
        {
            writer.WriteString("Exception"u8, exception.ToString());
        }

        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            writer.WriteStartObject("State"u8);
            for (var i = 0; i < values.Count; i++)
            {
                Write(writer, values[i].Key, values[i].Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        lines.Add(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(name);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static ReadOnlySpan<byte> Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "Trace"u8,
        LogLevel.Debug => "Debug"u8,
        LogLevel.Information => "Information"u8,
        LogLevel.Warning => "Warning"u8,
        LogLevel.Error => "Error"u8,
        _ => "Critical"u8,
    };
}

/// <summary>Makes the loggers of the service.</summary>
internal sealed class JsonLineProvider(Stream output, TimeProvider time) : ILoggerProvider
{
    private readonly LogLines _lines = new(output);

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(categoryName, _lines, time);

    public void Dispose() => _lines.Dispose();
}
