extern alias device;

using device::FieldNode;
using device::FieldNode.Journal;
using device::FieldNode.Settings;
using device::FieldNode.Update;
using DeviceShared;
using FieldNode.Figures.Heap;

namespace DeviceFigures;

/// <summary>A board that can be updated: its flash keeps what is written.</summary>
internal sealed class UpdatableBoard(string name, byte[] keys) : FigureBoard, IUpdatePorts
{
    private readonly DeviceStore flash = WithKeys(keys);

    public override IFlashStore Store => flash;
    public IHmac Hmac => flash;
    public ILibraries Libraries => flash;
    public UpdateTarget UpdateTarget { get; } = new() { Board = name, Loader = 1, CanRunAssemblies = true };
    public int RunningSlot => UpdateRecord.Factory;

    // The store, the native hash and the list of libraries are the board's.
    public override void StandIn(HeapWalk walk)
    {
        walk.Replace(flash, null);
        base.StandIn(walk);
    }

    public NodeSettings ParseNode(byte[] json) => throw new NotSupportedException();

    public UpdateReason JudgePart(PartKind kind, string name, byte[] content) => UpdateReason.None;

    public bool Adopt(PartKind kind, string name, byte[] content) => true;

    public void Stir(byte[] noise)
    {
    }

    private static DeviceStore WithKeys(byte[] keys)
    {
        var made = new DeviceStore();
        new AbRecord(made, KeyRecord.Name, KeyRecord.Bytes).Write(keys, keys.Length);
        new AbRecord(made, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(new byte[UpdateKeys.OwnBytes], UpdateKeys.OwnBytes);
        return made;
    }
}
