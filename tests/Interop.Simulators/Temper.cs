namespace Interop.Simulators;

/// <summary>How a partner treats the second arrival of one delivery.</summary>
public enum Temper
{
    /// <summary>Recognises our delivery id: the same answer, no second effect, no error. Can be asked too.</summary>
    Honours,

    /// <summary>Does not recognise a repeated delivery (a second send is a second effect), but tells what arrived when asked.</summary>
    Probeable,

    /// <summary>Neither: a second send is a second effect, and asking is not supported.</summary>
    Neither,
}

/// <summary>What <see cref="Temper.Honours"/> answers to a delivery it has already taken. Neither answer has a second effect.</summary>
public enum RepeatAnswer
{
    /// <summary>The answer it gave the first time.</summary>
    Same,

    /// <summary>The partner's own "already there" error: 409, <c>đã tồn tại</c>, <c>đã được tiếp nhận</c>.</summary>
    AlreadyThere,
}
