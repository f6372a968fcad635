using System.Runtime.CompilerServices;
using FieldNode.Figures.Code;
using FieldNode.Figures.Heap;

namespace FieldNode.Figures;

/// <summary>Measures, prints one figure a line, and holds them against figures.txt. Lines are printed only: a comment must not fail a build.</summary>
internal static class Report
{
    /// <summary>What a node of 10 devices and 100 tags has to fit in, bytes.</summary>
    public const int HeapMax = 65536;

    /// <summary>What the journal may take beside it where there is no PSRAM, bytes: a ring of 16 KB, its tables, a segment of flash, and the names of its 32 files.</summary>
    public const int JournalMax = 27648;

    /// <summary>What updates may add to it, but for a check, bytes.</summary>
    public const int UpdaterMax = 12288;

    private const int Top = 10;
    private const int BufferMin = 64;

    public static int Run(bool write)
    {
        CodeFigures code = CodeFigures.Read(Places.Firmware, Places.Sources);
        DeviceImage.Install(Places.Firmware, Places.Profile);
        DeviceImage.RunStaticConstructors();
        List<Figure> held = [.. CodeLines(code)];
        bool fits = NodeFigures(code, held) & UpdaterFigures(held);
        if (write)
        {
            File.WriteAllLines(Places.Held, held.Select(HeldFigures.Line));
        }

        List<string> findings = HeldFigures.Compare(held, File.Exists(Places.Held) ? File.ReadLines(Places.Held) : []);
        findings.ForEach(f => Console.WriteLine("figures: " + f));
        Console.WriteLine($"figures: held={held.Count} findings={findings.Count + (fits ? 0 : 1)} {(findings.Count == 0 && fits ? "ok" : "failed")}");
        return findings.Count == 0 && fits ? 0 : 1;
    }

    private static IEnumerable<Figure> CodeLines(CodeFigures code)
    {
        var all = new RoomFigures("all");
        foreach (RoomFigures room in code.Rooms)
        {
            all.Add(room);
            Console.WriteLine(Line(room));
            yield return new Figure($"il bytes of {room.Room}", room.IlBytes);
        }

        Console.WriteLine(Line(all));
        int staticBytes = all.StaticFields * DeviceSizes.StaticField;
        Console.WriteLine($"fields static={all.StaticFields} ram={staticBytes} instance={all.InstanceFields} ram_in_each_object=12*fields tables_ram={code.TableBytes}");
        yield return new Figure("il bytes of all", all.IlBytes);
        yield return new Figure("types", all.Types);
        yield return new Figure("static fields", all.StaticFields);
        yield return new Figure("instance fields", all.InstanceFields);
        yield return new Figure("ram of the assembly's tables", code.TableBytes);
    }

    private static string Line(RoomFigures r) =>
        $"code {r.Room}: lines={r.Lines} code_lines={r.CodeLines} il_bytes={r.IlBytes} types={r.Types} methods={r.Methods} "
        + $"static_fields={r.StaticFields} instance_fields={r.InstanceFields}";

    /// <returns>True if the node fits.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool NodeFigures(CodeFigures code, List<Figure> held)
    {
        HeapWalk statics = DeviceFigures.LiveNode.WeighStatics();
        int arrays = statics.Items.Where(i => i.Value is Array).Sum(i => i.Bytes);
        Console.WriteLine($"static arrays={arrays} static_all={statics.Bytes}");
        held.Add(new Figure("static arrays in bytes", arrays));
        int bytes = Weigh(code, held, statics, "modbus", "node-10x10.json");
        Weigh(code, held, statics, "mixed", "node-mixed.json");
        bool fits = bytes <= HeapMax;
        Console.WriteLine($"heap fits={(fits ? "yes" : "no")} node={bytes} limit={HeapMax} left={HeapMax - bytes}");
        return fits & JournalFigures(held);
    }

    /// <returns>True if the journal fits.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool JournalFigures(List<Figure> held)
    {
        int bytes = new DeviceFigures.LiveNode(Path.Combine(Places.Sources, "tests", "Figures", "node-10x10.json")).WeighJournal().Bytes;
        bool fits = bytes <= JournalMax;
        Console.WriteLine($"heap journal: fits={(fits ? "yes" : "no")} bytes={bytes} limit={JournalMax} left={JournalMax - bytes}");
        held.Add(new Figure("heap of the journal of 16 KB", bytes));
        return fits;
    }

    /// <returns>True if updates fit.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool UpdaterFigures(List<Figure> held)
    {
        var updater = new DeviceFigures.LiveUpdater(Path.Combine(Places.Sources, "tests", "Figures", "node-10x10.json"));
        int idle = updater.Idle();
        int trial = updater.Trial();
        int check = updater.Check();
        int receiving = updater.Receiving();
        foreach (var top in updater.Parts().GroupBy(i => $"{i.Holder} {i.What}").OrderByDescending(g => g.Sum(i => i.Bytes)).Take(2 * Top))
        {
            Console.WriteLine($"heap updates top {top.Key}: {top.Sum(i => i.Bytes)} in {top.Count()}");
        }

        int most = Math.Max(receiving, Math.Max(idle, trial));
        bool fits = most <= UpdaterMax;
        Console.WriteLine($"heap updates: fits={(fits ? "yes" : "no")} idle={idle} trial={trial} receiving={receiving} limit={UpdaterMax} left={UpdaterMax - most} in_a_check={check}");
        held.Add(new Figure("heap of updates, with nothing to do", idle));
        held.Add(new Figure("heap of updates, while something is on trial", trial));
        held.Add(new Figure("heap of updates, while the longest bundle is taken", receiving));
        held.Add(new Figure("heap of updates, in a check", check));
        return fits;
    }

    private static int Weigh(CodeFigures code, List<Figure> held, HeapWalk statics, string name, string file)
    {
        var node = new DeviceFigures.LiveNode(Path.Combine(Places.Sources, "tests", "Figures", file));
        HeapWalk walk = node.Weigh();
        int bytes = walk.Bytes + statics.Bytes;
        Console.WriteLine($"heap {name}: bytes={bytes} devices={node.Devices} tags={node.SettingsTags} tags_in_all={node.Tags} while_built={DeviceFigures.LiveNode.SettingsBytes(node)}");
        Console.WriteLine($"heap {name} stages: {string.Join(' ', walk.Stages.Select(s => $"{s.Name.Replace(' ', '_')}={s.Bytes}"))} statics={statics.Bytes}");
        IEnumerable<HeapItem> items = walk.Items.Concat(statics.Items);
        foreach (var room in items.GroupBy(i => code.RoomOf(i.Holder)).OrderByDescending(g => g.Sum(i => i.Bytes)))
        {
            Console.WriteLine($"heap {name} room {room.Key}: {room.Sum(i => i.Bytes)}");
        }

        foreach (var top in items.GroupBy(i => $"{i.Holder} {i.What}").OrderByDescending(g => g.Sum(i => i.Bytes)).Take(Top))
        {
            Console.WriteLine($"heap {name} top {top.Key}: {top.Sum(i => i.Bytes)} in {top.Count()}");
        }

        int buffers = items.Where(i => i.Value is byte[] { Length: >= BufferMin } && code.RoomOf(i.Holder) != "src/Tags").Sum(i => i.Bytes);
        Console.WriteLine($"heap {name} fixed_buffers={buffers}");
        held.Add(new Figure($"heap of the {name} node", bytes));
        held.Add(new Figure($"fixed buffers of the {name} node", buffers));
        held.Add(new Figure($"settings while the {name} node is built", DeviceFigures.LiveNode.SettingsBytes(node)));
        return bytes;
    }
}
