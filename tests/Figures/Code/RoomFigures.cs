namespace FieldNode.Figures.Code;

/// <summary>What one room of the device code is made of.</summary>
internal sealed class RoomFigures(string room)
{
    public string Room { get; } = room;

    /// <summary>Lines of the source files, all of them.</summary>
    public int Lines { get; set; }

    /// <summary>Lines that are neither blank nor a comment alone.</summary>
    public int CodeLines { get; set; }

    /// <summary>Bytes of IL in method bodies. A byte on the device is about a byte of flash.</summary>
    public int IlBytes { get; set; }

    public int Types { get; set; }

    public int Methods { get; set; }

    /// <summary>Fields that exist once: 12 bytes of RAM each, from the start on.</summary>
    public int StaticFields { get; set; }

    /// <summary>Fields that each object has: 12 bytes of RAM in each of them.</summary>
    public int InstanceFields { get; set; }

    public void Add(RoomFigures other)
    {
        Lines += other.Lines;
        CodeLines += other.CodeLines;
        IlBytes += other.IlBytes;
        Types += other.Types;
        Methods += other.Methods;
        StaticFields += other.StaticFields;
        InstanceFields += other.InstanceFields;
    }
}
