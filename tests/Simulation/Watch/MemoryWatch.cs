using System.Reflection;

namespace FieldNode.Simulation;

/// <summary>
/// Bounded memory: what a node holds after its births it holds for good. All objects of the node's own rooms are weighed now and then, with everything that they
/// reach; ports belong to the board and are left out. Its flash is bounded, too.
/// </summary>
internal sealed class MemoryWatch(World world, MemoryStore flash)
{
    private const long EveryMs = 4 * 3_600_000;
    private const long SettledMs = 120_000;
    private const long GrowthMax = 1024;      // topics and texts that are made when they are needed first
    private const int FilesMax = 80;          // 32 segments, two rings of events, records of two files each
    private const long FlashBytesMax = 256 * 1024;
    private const BindingFlags Fields = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static readonly HashSet<Assembly> Rooms =
    [
        typeof(Node).Assembly, typeof(FieldNode.Sparkplug.EdgeNode).Assembly, typeof(FieldNode.Journal.SampleJournal).Assembly, typeof(FieldNode.Mqtt.MqttSession).Assembly,
        typeof(FieldNode.Tags.TagTable).Assembly, typeof(FieldNode.Field.Modbus.ModbusMaster).Assembly, typeof(ProtoLite.PayloadWriter).Assembly,
    ];

    private static readonly Dictionary<Type, FieldInfo[]> FieldsOf = [];

    private long settledBytes = -1; // of this run of the node
    private long bornMs = -1;
    private long nextMs;

    /// <summary>A new run of the node.</summary>
    public void Begin() => (settledBytes, bornMs) = (-1, -1);

    /// <summary>A step is over.</summary>
    public void Look(Node node)
    {
        long nowMs = world.Clock.NowMs;
        if (bornMs < 0)
        {
            bornMs = node.Edge.IsBorn ? nowMs : -1;
            nextMs = nowMs + SettledMs;
        }
        else if (nowMs >= nextMs)
        {
            nextMs = nowMs + EveryMs;
            Check(node);
        }
    }

    /// <summary>Looks now.</summary>
    public void Check(Node node)
    {
        long bytes = Weigh(node);
        settledBytes = settledBytes < 0 ? bytes : settledBytes;
        if (bytes > settledBytes + GrowthMax)
        {
            world.Break($"the node holds {bytes} bytes, and held {settledBytes} after its births");
        }

        long written = flash.Files.Values.Sum(file => (long)file.Length);
        if (flash.Files.Count > FilesMax || written > FlashBytesMax)
        {
            world.Break($"there are {flash.Files.Count} files with {written} bytes on flash");
        }
    }

    private static long Weigh(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>();
        open.Push(root);
        long bytes = 0;
        while (open.TryPop(out object? one))
        {
            if (seen.Add(one))
            {
                bytes += one is string text ? 2 * text.Length : one is Array array ? Weigh(array, open) : Weigh(one, open);
            }
        }

        return bytes;
    }

    private static long Weigh(Array array, Stack<object> open)
    {
        Type element = array.GetType().GetElementType()!;
        if (element.IsPrimitive || element.IsEnum)
        {
            return Buffer.ByteLength(array);
        }

        foreach (object? item in array)
        {
            Push(item, open);
        }

        return 8L * array.Length;
    }

    private static long Weigh(object one, Stack<object> open)
    {
        FieldInfo[] fields = Of(one.GetType());
        foreach (FieldInfo field in fields)
        {
            Push(field.GetValue(one), open);
        }

        return 16 + 8 * fields.Length;
    }

    private static void Push(object? one, Stack<object> open)
    {
        if (one is string or Array || (one is not null && Rooms.Contains(one.GetType().Assembly)))
        {
            open.Push(one);
        }
    }

    // Fields that can hold something, of the type and those that it is made of.
    private static FieldInfo[] Of(Type type)
    {
        if (!FieldsOf.TryGetValue(type, out FieldInfo[]? fields))
        {
            var all = new List<FieldInfo>();
            for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                all.AddRange(level.GetFields(Fields).Where(field => !field.FieldType.IsPrimitive && !field.FieldType.IsEnum));
            }

            FieldsOf[type] = fields = [.. all];
        }

        return fields;
    }
}
