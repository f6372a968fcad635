using Mono.Cecil;

namespace FieldNode.Figures.Code;

/// <summary>
/// Lines from the source files, everything else from the device build. A type belongs to the room that its source file lies in, as the
/// symbols say; a type without code (an enum, an interface) to the room of its namespace.
/// </summary>
internal sealed class CodeFigures
{
    /// <summary>What the compiler adds by itself: the data of array initialisers.</summary>
    public const string Compiler = "(compiler)";

    private readonly SortedDictionary<string, RoomFigures> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> roomOfNamespace = [];
    private readonly Dictionary<string, string> roomOfType = [];

    private CodeFigures()
    {
    }

    public IEnumerable<RoomFigures> Rooms => rooms.Values;

    /// <summary>
    /// RAM that the runtime takes for the assembly's tables, in bytes: CLR_RT_Assembly::Offsets in nf-interpreter's TypeSystem.cpp. 4 for each
    /// type, field and method of another assembly, 8 for a type, 2 for a field, 2 for a method. Static fields are not in it.
    /// </summary>
    public int TableBytes { get; private set; }

    public static CodeFigures Read(string firmware, string sources)
    {
        var figures = new CodeFigures();
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(firmware, new ReaderParameters { ReadSymbols = true });
        figures.CountLines(sources);
        figures.CountTypes(assembly.MainModule, sources);
        return figures;
    }

    /// <summary>Room of a type by its name, nested ones with a plus.</summary>
    public string RoomOf(string typeName) => roomOfType.GetValueOrDefault(typeName.Split('+')[0], Compiler);

    /// <summary>Room of a file by its path from the root: two folders of src and boards, one of proto-lite.</summary>
    internal static string? RoomOfFile(string path)
    {
        string[] parts = path.Replace('\\', '/').Split('/');
        return parts switch
        {
            ["proto-lite", ..] => "proto-lite",
            ["src", var room, ..] => "src/" + room,
            ["boards", "esp32", ..] => "boards/esp32",
            _ => null,
        };
    }

    private void CountLines(string sources)
    {
        foreach (string folder in new[] { "proto-lite", "src", "boards/esp32" })
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(sources, folder), "*.cs", SearchOption.AllDirectories))
            {
                string path = Path.GetRelativePath(sources, file);
                if (path.Split('/', '\\') is ["src", "Loader", ..] || path.Contains("/obj/", StringComparison.Ordinal))
                {
                    continue; // an assembly of its own on the device
                }

                RoomFigures room = Room(RoomOfFile(path)!);
                string[] lines = File.ReadAllLines(file);
                room.Lines += lines.Length;
                room.CodeLines += lines.Count(l => l.Trim() is { Length: > 0 } t && !t.StartsWith("//", StringComparison.Ordinal));
            }
        }
    }

    private void CountTypes(ModuleDefinition module, string sources)
    {
        List<TypeDefinition> bare = [];
        foreach (TypeDefinition type in module.Types.Where(t => t.Name != "<Module>"))
        {
            string? file = FileOf(type);
            string? room = file is null ? null : RoomOfFile(Path.GetRelativePath(sources, file));
            if (room is null)
            {
                bare.Add(type);
                continue;
            }

            roomOfNamespace[type.Namespace] = room;
            Count(type, room);
        }

        foreach (TypeDefinition type in bare)
        {
            Count(type, type.Namespace.Length == 0 ? Compiler : roomOfNamespace[type.Namespace]);
        }

        int others = module.GetTypeReferences().Count() + module.GetMemberReferences().Count();
        RoomFigures all = new("");
        rooms.Values.ToList().ForEach(all.Add);
        TableBytes = 4 * others + 8 * all.Types + 2 * (all.StaticFields + all.InstanceFields) + 2 * all.Methods;
    }

    private static string? FileOf(TypeDefinition type) =>
        type.NestedTypes.Prepend(type).SelectMany(t => t.Methods)
            .SelectMany(m => m.DebugInformation.SequencePoints).Where(p => !p.IsHidden).Select(p => p.Document.Url).FirstOrDefault();

    private void Count(TypeDefinition outer, string roomName)
    {
        roomOfType[outer.FullName] = roomName;
        RoomFigures room = Room(roomName);
        foreach (TypeDefinition type in new[] { outer }.Concat(outer.NestedTypes.SelectMany(n => n.GetAllNested())))
        {
            room.Types++;
            room.Methods += type.Methods.Count;
            room.IlBytes += type.Methods.Where(m => m.HasBody).Sum(m => m.Body.CodeSize);
            // Constants are in the code that uses them, and the values of an enum are nowhere.
            room.StaticFields += type.Fields.Count(f => f.IsStatic && !f.IsLiteral);
            room.InstanceFields += type.IsEnum ? 0 : type.Fields.Count(f => !f.IsStatic);
        }
    }

    private RoomFigures Room(string name)
    {
        if (!rooms.TryGetValue(name, out RoomFigures? room))
        {
            rooms[name] = room = new RoomFigures(name);
        }

        return room;
    }
}
