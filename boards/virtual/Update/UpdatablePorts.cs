using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>What a PC gives to a node that a loader started, so that it can be updated.</summary>
internal sealed class UpdatablePorts(
    IMqttWire wire, IFlashStore store, INodeLog log, IReadOnlyList<string?> passwords, IFieldPorts? field, EventRing events, PcUpdate update)
    : VirtualPorts(wire, store, log, passwords, field, events), IUpdatePorts
{
    public IHmac Hmac { get; } = new PcHmac();

    public UpdateTarget UpdateTarget => update.Target;

    public ILibraries Libraries { get; } = new PcLibraries();

    public int RunningSlot => update.Slot;

    public NodeSettings ParseNode(byte[] json) => update.Parse(json);

    public UpdateReason JudgePart(PartKind kind, string name, byte[] content) => update.Judge(kind, name, content);

    public bool Adopt(PartKind kind, string name, byte[] content) => update.Adopt(kind, name, content);

    public void Stir(byte[] noise) => System.Security.Cryptography.RandomNumberGenerator.Fill(noise);
}
