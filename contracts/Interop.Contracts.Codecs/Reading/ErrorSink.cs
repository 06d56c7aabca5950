using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs.Reading;

/// <summary>Collects errors and warnings up to a limit, so that a hostile body costs bounded memory.</summary>
internal sealed class ErrorSink(int maxErrors)
{
    private const int MaxWarnings = 100;

    private List<ContractError>? _errors;
    private List<Warning>? _warnings;

    public bool IsFull { get; private set; }

    public bool HasErrors => _errors is not null;

    public List<ContractError> Errors => _errors ??= [];

    public IReadOnlyList<Warning> Warnings => _warnings ?? (IReadOnlyList<Warning>)[];

    public void Add(string pointer, string code, string message)
    {
        if (IsFull)
        {
            return;
        }

        if (Errors.Count == maxErrors)
        {
            Errors.Add(new ContractError(string.Empty, ContractErrorCodes.More, "There are more errors than are listed here. Mend these and send again."));
            IsFull = true;
            return;
        }

        Errors.Add(new ContractError(pointer, code, message));
    }

    public void Warn(string pointer, string message)
    {
        _warnings ??= [];
        if (_warnings.Count < MaxWarnings)
        {
            _warnings.Add(new Warning(pointer, message));
        }
    }
}
