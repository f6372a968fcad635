using FieldNode.Host;

namespace FieldNode.Tools.Tests;

/// <summary>A host's view of one node, g/n.</summary>
public abstract class HostModelRig
{
    private protected HostModel Model { get; } = new();

    private protected EdgeNode Node => Model.Find("g", "n")!;

    /// <summary>Node with bdSeq 0 and device d1 with Flow under alias 2; seq 2 is due.</summary>
    private protected void Born()
    {
        Model.Consume("NBIRTH", Messages.NBirth(0));
        Model.Consume("DBIRTH d1", Messages.With(1, Messages.Float("Flow", 2, 1)));
    }
}
