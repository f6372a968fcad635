using Mono.Cecil.Cil;

namespace FieldNode.Lint.Stack;

/// <summary>
/// Computations and conversions, after CLR_RT_HeapBlock::Numeric* and Convert_Internal: their type and their range.
/// </summary>
internal static class Arithmetic
{
    public static StackValue? Result(Code code, IReadOnlyList<StackValue> taken) => code switch
    {
        Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un => StackValue.Of(StackKind.Int32, 1),
        Code.Neg or Code.Not => Any(taken[0]),
        _ => Conversion(code, taken) ?? Binary(code, taken),
    };

    private static StackValue? Binary(Code code, IReadOnlyList<StackValue> taken)
    {
        if (taken.Count != 2)
        {
            return null;
        }

        var (left, right) = (taken[0], taken[1]);
        var most = Math.Max(left.Bits, right.Bits);
        var least = Math.Min(left.Bits, right.Bits);
        return code switch
        {
            Code.Add or Code.Add_Ovf or Code.Add_Ovf_Un => Range(left, most + 1),
            Code.Sub or Code.Sub_Ovf or Code.Sub_Ovf_Un => Any(left),
            Code.Mul or Code.Mul_Ovf or Code.Mul_Ovf_Un => Range(left, left.Bits + right.Bits),
            Code.And => Range(left, least),
            Code.Or or Code.Xor => Range(left, most),
            Code.Div => left.IsSmall && right.IsSmall ? Range(left, left.Bits) : Any(left),
            Code.Div_Un => Range(left, left.Bits),
            Code.Rem => left.IsSmall ? Range(left, right.IsSmall ? least : left.Bits) : Any(left),
            Code.Rem_Un => Range(left, least),
            Code.Shl => right.Constant is { } by ? Range(left, left.Bits + (int)by) : Any(left),
            Code.Shr => left.IsSmall || left.IsUnsigned ? Range(left, left.Bits - Distance(right)) : Any(left),
            Code.Shr_Un => Range(left, left.Bits - Distance(right)),
            _ => null,
        };
    }

    private static StackValue? Conversion(Code code, IReadOnlyList<StackValue> taken) => code switch
    {
        Code.Conv_U1 or Code.Conv_Ovf_U1 or Code.Conv_Ovf_U1_Un => StackValue.Of(StackKind.Int32, 8),
        Code.Conv_U2 or Code.Conv_Ovf_U2 or Code.Conv_Ovf_U2_Un => StackValue.Of(StackKind.Int32, 16),
        Code.Conv_I1 or Code.Conv_Ovf_I1 or Code.Conv_Ovf_I1_Un => Narrow(taken[0], 8),
        Code.Conv_I2 or Code.Conv_Ovf_I2 or Code.Conv_Ovf_I2_Un => Narrow(taken[0], 16),
        Code.Conv_I4 or Code.Conv_I or Code.Conv_Ovf_I4 or Code.Conv_Ovf_I4_Un
            or Code.Conv_Ovf_I or Code.Conv_Ovf_I_Un =>
            Narrow(taken[0], 32),
        Code.Conv_U4 or Code.Conv_U or Code.Conv_Ovf_U4 or Code.Conv_Ovf_U4_Un
            or Code.Conv_Ovf_U or Code.Conv_Ovf_U_Un =>
            StackValue.Of(StackKind.UInt32, taken[0].Width > 0 ? taken[0].Bits : 32),
        Code.Conv_U8 or Code.Conv_Ovf_U8 or Code.Conv_Ovf_U8_Un =>
            StackValue.Of(StackKind.UInt64, taken[0].Width > 0 ? taken[0].Bits : 64),
        Code.Conv_I8 or Code.Conv_Ovf_I8 or Code.Conv_Ovf_I8_Un =>
            StackValue.Of(StackKind.Int64, taken[0].IsSmall ? taken[0].Bits : 64),
        Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un => StackValue.OfFloat(),
        _ => null,
    };

    // Comes out as a signed int of 32 bits; what had no bit from the new sign bit on stays what it was.
    private static StackValue Narrow(StackValue value, int width) =>
        StackValue.Of(StackKind.Int32, value.Width > 0 && value.Bits < width ? value.Bits : 32);

    private static int Distance(StackValue by) => (int)(by.Constant ?? 0);

    private static StackValue Range(StackValue left, int bits) =>
        left.Width > 0 ? left.WithBits(bits) : left.Kind == StackKind.Float ? StackValue.OfFloat() : StackValue.Unknown;

    private static StackValue Any(StackValue left) => Range(left, 64);
}
