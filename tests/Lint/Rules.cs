namespace FieldNode.Lint;

/// <summary>
/// The rules. "Seen" means: run on nanoCLR 1.17 built for a PC, the same interpreter as on the ESP32. File names are
/// those of nanoframework/nf-interpreter, branch main, src/CLR/Core.
/// </summary>
public static class Rules
{
    private const string OptimiserNote = "a local does not help, the optimiser removes it";

    public static readonly Rule GenericType = new(
        "generic-type", RuleGroup.Runtime,
        "generic type, or use of one (List<T>, Action<T>, Func<T>): write a plain class or a delegate of your own",
        "seen: crash; the 1.x metadata has no generics");

    public static readonly Rule GenericMethod = new(
        "generic-method", RuleGroup.Runtime,
        "generic method, or call of one: write it for the types that you need",
        "seen: the call returns garbage");

    public static readonly Rule MultiDimensionalArray = new(
        "multi-dimensional-array", RuleGroup.Runtime,
        "array with more than one dimension: use one flat array and an index",
        "seen: crash when the assembly is loaded");

    public static readonly Rule DefaultInterfaceMethod = new(
        "default-interface-method", RuleGroup.Runtime,
        "interface method with a body: put the body into a class",
        "seen: fails with CLR_E_WRONG_TYPE when called");

    public static readonly Rule StackAlloc = new(
        "stackalloc", RuleGroup.Runtime,
        "stackalloc: allocate a byte[] at construction",
        "seen: not supported by the interpreter");

    public static readonly Rule FunctionPointer = new(
        "function-pointer", RuleGroup.Runtime,
        "function pointer: use a delegate or an interface",
        "seen: not supported by the interpreter");

    public static readonly Rule Pointer = new(
        "pointer", RuleGroup.Runtime,
        "pointer: use an array and an index",
        "the project system refuses unsafe code; the interpreter has references, no addresses");

    public static readonly Rule Volatile = new(
        "volatile", RuleGroup.Runtime,
        "volatile field: threads are green, leave the word out or use lock",
        "nanoFramework has no IsVolatile to mark the field with");

    public static readonly Rule UnsupportedOpcode = new(
        "unsupported-opcode", RuleGroup.Runtime,
        "IL instruction that the interpreter refuses (arglist, typed references, block copies): write it in plain C#",
        "Interpreter.cpp, VerifyUnsupportedInstruction");

    public static readonly Rule CheckedArithmetic = new(
        "checked-arithmetic", RuleGroup.Value,
        "checked arithmetic or checked conversion: compare with the limits before computing",
        "seen: checked never throws; Interpreter.cpp runs add.ovf as add");

    public static readonly Rule SignShift = new(
        "sign-shift", RuleGroup.Sign,
        "(int)u >> n: write (int)(long)u >> n, or 0L | (long)u; " + OptimiserNote,
        "seen: shifts in zeros, as the cast emits no IL; NumericShr goes by the type of the value");

    public static readonly Rule SignWiden = new(
        "sign-widen", RuleGroup.Sign,
        "(long)(int)u: write (long)(int)(long)u; " + OptimiserNote,
        "seen: the sign is not extended; Convert_Internal goes by the type of the value");

    public static readonly Rule SignFloat = new(
        "sign-float", RuleGroup.Sign,
        "(double)(int)u or (float)(int)u: write (double)(int)(long)u, for ulong (double)(0L | (long)u); "
            + OptimiserNote,
        "seen: -1 becomes 4294967295; Convert_Internal goes by the type of the value");

    public static readonly Rule SignRemainder = new(
        "sign-remainder", RuleGroup.Sign,
        "(int)u % n: write (int)(long)u % n, or 0L | (long)u; " + OptimiserNote,
        "seen: the remainder of the unsigned value; NumericRem goes by the type of the value");

    public static readonly Rule SignDivide = new(
        "sign-divide", RuleGroup.Sign,
        "(int)u / n: write (int)(long)u / n, or 0L | (long)u; " + OptimiserNote,
        "by way of caution: NumericDiv of 1.17 divides signed whatever the type, NumericRem does not");

    public static readonly Rule SignReturn = new(
        "sign-return", RuleGroup.Sign,
        "return (int)u: write return (int)(long)u, for ulong return 0L | (long)u",
        "seen: the caller goes on computing unsigned; CLR_RT_StackFrame::Pop copies the value with its type");

    public static readonly Rule SignArgument = new(
        "sign-argument", RuleGroup.Sign,
        "F((int)u): write F((int)(long)u), for ulong F(0L | (long)u)",
        "CLR_RT_StackFrame::FixCall leaves the argument the type it came with, so the parameter is unsigned");

    public static readonly Rule NaNCompare = new(
        "nan-compare", RuleGroup.Value,
        "comparison with NaN, or of a value with itself: use double.IsNaN",
        "seen: nan > 1 and nan >= 1 are true; Compare_Values answers 1 for unordered");

    public static readonly Rule DoubleToULong = new(
        "double-to-ulong", RuleGroup.Value,
        "(ulong) of a floating-point value: check that it is below 2^63, then cast by way of long",
        "seen: wrong above 2^63; Convert_Internal casts by way of a signed 64-bit integer");

    public static readonly Rule EnumText = new(
        "enum-text", RuleGroup.Value,
        "text of an enum: use a table of names, or cast to int where the number is meant",
        "seen: ToString of an enum gives the number");

    public static readonly Rule CustomAttributes = new(
        "custom-attributes", RuleGroup.Runtime,
        "GetCustomAttributes: keep what you need in a table",
        "seen: it may throw");

    public static readonly Rule DateTimeMinValue = new(
        "datetime-min-value", RuleGroup.Value,
        "DateTime.MinValue: use a flag, or UnixEpoch",
        "seen: it is the year 1601, not 1");

    public static readonly Rule Listens = new(
        "listens", RuleGroup.Listener,
        "a socket that listens, a web server, or an access point: the node only ever connects outwards",
        "docs/SECURITY.md: the node has no listening socket");

    public static readonly Rule RoomUsesPackage = new(
        "room-uses-package", RuleGroup.Room,
        "a room uses threads, files, the network or pins: declare a port in the room and let boards/esp32 implement it",
        "docs/DESIGN.md: time comes in, a room reads no clock, sleeps not and starts no thread");

    public static readonly Rule ImageBoundary = new(
        "image-boundary", RuleGroup.Room,
        "a member that is internal to an assembly of the device is used by another: make it public, or move it",
        "boards/rooms: the firmware is several assemblies there, since one holds 65,535 bytes of byte code");

    /// <summary>All rules, in the order of this page.</summary>
    public static readonly IReadOnlyList<Rule> All =
    [
        GenericType, GenericMethod, MultiDimensionalArray, DefaultInterfaceMethod, StackAlloc, FunctionPointer, Pointer,
        Volatile, UnsupportedOpcode, CheckedArithmetic, SignShift, SignWiden, SignFloat, SignRemainder, SignDivide,
        SignReturn, SignArgument, NaNCompare, DoubleToULong, EnumText, CustomAttributes, DateTimeMinValue,
        Listens, RoomUsesPackage, ImageBoundary,
    ];
}
