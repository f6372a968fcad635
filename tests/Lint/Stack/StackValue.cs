using System.Numerics;
using Mono.Cecil;

namespace FieldNode.Lint.Stack;

/// <summary>
/// What is known of one slot of the evaluation stack. nanoCLR keeps a type with every value and goes by it where .NET
/// goes by the instruction; a C# cast between signed and unsigned of the same size emits no IL and so leaves that type
/// as it was.
/// </summary>
internal readonly record struct StackValue
{
    public StackKind Kind { get; private init; }

    /// <summary>
    /// The value lies in [0, 2^Bits) where Bits is less than <see cref="Width"/>; else any bit may be set. Below the
    /// width, reading it as signed or as unsigned gives the same.
    /// </summary>
    public int Bits { get; private init; }

    /// <summary>The value itself where it is a constant.</summary>
    public long? Constant { get; private init; }

    /// <summary>The floating-point constant NaN.</summary>
    public bool IsNaN { get; private init; }

    /// <summary>Where the value was read from: two reads of one place are the same value.</summary>
    public string? Origin { get; private init; }

    /// <summary>What an address, an array or an object is of; a boxed value's type.</summary>
    public TypeReference? Type { get; private init; }

    /// <summary>An enum in a box.</summary>
    public bool IsBoxedEnum { get; private init; }

    public int Width => Kind switch
    {
        StackKind.Int32 or StackKind.UInt32 => 32,
        StackKind.Int64 or StackKind.UInt64 => 64,
        _ => 0,
    };

    public bool IsUnsigned => Kind is StackKind.UInt32 or StackKind.UInt64;

    /// <summary>
    /// The runtime holds it as unsigned, and its sign bit may be set: what takes it for signed computes wrongly.
    /// </summary>
    public bool MayMisread => IsUnsigned && Bits >= Width;

    /// <summary>Not negative, whichever way it is read.</summary>
    public bool IsSmall => Width > 0 && Bits < Width;

    public static StackValue Unknown => default;

    public static StackValue Of(StackKind kind, int bits = 64)
    {
        var value = new StackValue { Kind = kind };
        return value with { Bits = Math.Min(bits, value.Width) };
    }

    public static StackValue OfConstant(StackKind kind, long constant) =>
        Of(kind, constant < 0 ? 64 : BitOperations.Log2((ulong)constant | 1) + 1) with { Constant = constant };

    public static StackValue OfFloat(bool isNaN = false) => new() { Kind = StackKind.Float, IsNaN = isNaN };

    public static StackValue OfReference(TypeReference? type) => new() { Type = type };

    public static StackValue OfBox(TypeReference type, bool isEnum) => new() { Type = type, IsBoxedEnum = isEnum };

    /// <summary>The same value after a computation that leaves its runtime type and changes its range.</summary>
    public StackValue WithBits(int bits) => Of(Kind, Math.Max(bits, 1));

    public StackValue ReadFrom(string? origin) => this with { Origin = origin };

    /// <summary>What is known where two ways meet: of two types the one that can do harm.</summary>
    public StackValue Join(StackValue other)
    {
        if (this == other)
        {
            return this;
        }

        var both = Width == other.Width ? Math.Max(Bits, other.Bits) : 0;
        var kind = MayMisread ? Kind
            : other.MayMisread ? other.Kind
            : IsUnsigned ? other.Kind : Kind;
        return new StackValue
        {
            Kind = Width == other.Width ? kind : StackKind.Other,
            Bits = both,
            IsNaN = IsNaN || other.IsNaN,
            Type = Type?.FullName == other.Type?.FullName ? Type : null,
            IsBoxedEnum = IsBoxedEnum || other.IsBoxedEnum,
        };
    }
}
