namespace FieldNode.Lint.Stack;

/// <summary>
/// The type that the runtime's evaluation stack holds a value under (DATATYPE_ of nanoCLR_Runtime__HeapBlock.h).
/// </summary>
internal enum StackKind
{
    /// <summary>A reference, an address, a struct: nothing to compute with.</summary>
    Other,

    /// <summary>
    /// DATATYPE_I4. Everything shorter is widened to it when it is loaded (CLR_RT_HeapBlock::Promote).
    /// </summary>
    Int32,

    /// <summary>DATATYPE_U4.</summary>
    UInt32,

    /// <summary>DATATYPE_I8.</summary>
    Int64,

    /// <summary>DATATYPE_U8.</summary>
    UInt64,

    /// <summary>DATATYPE_R4 or DATATYPE_R8.</summary>
    Float,
}
