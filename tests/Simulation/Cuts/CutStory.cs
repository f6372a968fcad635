using FieldNode.Update.Tests;

namespace FieldNode.Simulation;

/// <summary>A life whose operations on flash are cut one by one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operations">Its operations without a cut.</param>
/// <param name="Fault">It again, with a cut at one of them: what is wrong then, or null.</param>
internal sealed record CutStory(string Name, Func<IReadOnlyList<FlashOperation>> Operations, Func<int, Remains, bool, string?> Fault)
{
    /// <summary>All of them.</summary>
    public static CutStory[] All { get; } =
    [
        new("node", CutLife.Operations, CutLife.Fault),
        new("board", BoardLife.Operations, (operation, remains, losesOrder) => BoardLife.Fault(operation, remains, losesOrder)),
        .. Updates("updates in two slots", 2),
        .. Updates("updates in one slot", 1),
        new("node that is updated", NodeUpdateLife.Operations, NodeUpdateLife.Fault),
        new("node that makes a key", NodeTests.NodeKeyLife.Operations, NodeTests.NodeKeyLife.Fault),
    ];

    /// <summary>What flash may leave of an operation: the first is none of it, and nothing else is lost; the second loses the order, too.</summary>
    public static IEnumerable<(Remains Remains, bool LosesOrder)> RemaindersOf(FlashAct act) => act switch
    {
        FlashAct.Write => [.. Enum.GetValues<Remains>().Select(remains => (remains, false)), (Remains.Whole, true)],
        FlashAct.Delete => [(Remains.Former, false), (Remains.Nothing, false), (Remains.Nothing, true)],
        _ => [(Remains.Former, false), (Remains.Nothing, true)], // its content stays
    };

    /// <summary>Store that a file belongs to: records have two files, segments and slots many. What has no ending is one by itself.</summary>
    public static string StoreOf(string file) => file.Split('.')[0];

    private static IEnumerable<CutStory> Updates(string name, int slots)
    {
        UpdateRig Make(MemoryStore flash) => new(slots, flash: flash, files: store => new BoardFlash(store));
        var parts = new Lazy<IReadOnlyList<UpdatePart>>(() => UpdateLife.Parts(Make));
        return Enumerable.Range(0, UpdateLife.PartCount).Select(i => new CutStory(name, () => parts.Value[i].Operations,
            (operation, remains, losesOrder) => UpdateLife.Fault(Make, parts.Value[i], operation, remains, losesOrder)));
    }
}
