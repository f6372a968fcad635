using System.Text;

namespace FieldNode.Figures.Heap;

/// <summary>
/// What things take on the heap of nanoFramework 1.17 on a 32-bit chip, in bytes. Measured on the runtime itself, each as
/// the difference that 40 of them make: an object with 8 byte fields 108, <c>byte[16]</c> 36, <c>int[100]</c> 420, <c>bool[101]</c> 132,
/// <c>string[100]</c> 1,224, a struct of two fields in a field 36, a boxed number 24, an ArrayList with one number 144, a Hashtable with one pair
/// of numbers 276, a delegate 36 (60 with a closure of one variable), a thread that sleeps 912 with its Thread object and without its delegate.
/// The rest follows from nf-interpreter's sources (src/CLR, at 1.17):
/// <list type="bullet">
/// <item>Everything is made of heap blocks of 12 bytes: CLR_RT_HeapBlock, CONVERTFROMSIZETOHEAPBLOCKS.</item>
/// <item>An object is a block for its type and one for each field, those of its base classes included: CLR_RT_ExecutionEngine::NewObject
/// (HB_Object_Fields_Offset, m_totalFields).</item>
/// <item>An array is a head of 20 bytes (CLR_RT_HeapBlock_Array: 12, the length, 4 bytes about its elements) and its elements, packed:
/// ExtractHeapBlocksForArray. Numbers have their own size, all else one block (c_CLR_RT_DataTypeLookup in TypeSystemLookup.cpp); an
/// enum is the number that it is made of, DateTime and TimeSpan are one block.</item>
/// <item>A struct in a field or an array is an object of its own, and a reference to it: ClearElements, InitializeReference.</item>
/// <item>A string is a block, its UTF-8 bytes and a NUL: CLR_RT_HeapBlock_String::CreateInstance. A literal of the code is the block alone, its
/// text stays in flash; a new one is made each time that it is loaded.</item>
/// <item>A boxed number is two blocks: CLR_RT_HeapBlock::PerformBoxing.</item>
/// </list>
/// </summary>
internal static class DeviceSizes
{
    public const int Block = 12;
    public const int Boxed = 2 * Block;
    public const int Literal = Block;
    public const int Delegate = 36; // CLR_RT_HeapBlock_Delegate; what it is bound to comes on top
    public const int Thread = 912;
    public const int StaticField = Block;

    private const int ArrayHead = 20;

    public static int Object(int fields) => Block * (1 + fields);

    public static int Array(Type element, int length) => Blocks(ArrayHead + length * Element(element));

    public static int String(string text) => Blocks(Block + Encoding.UTF8.GetByteCount(text) + 1);

    /// <summary>True for what lies in a block itself: numbers, booleans, characters, enums, DateTime and TimeSpan.</summary>
    public static bool IsNumber(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(DateTime) || type == typeof(TimeSpan);

    private static int Element(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => Block, // references, structs, DateTime, TimeSpan
    };

    private static int Blocks(int bytes) => (bytes + Block - 1) / Block * Block;
}
