using FieldNode.Esp32;
using FieldNode.Journal;

namespace FieldNode.Simulation;

/// <summary>
/// The store of a board, as the firmware has it, over a drive whose supply can be cut. The firmware's store tells its caller of no exception, so a cut is
/// thrown here, behind it.
/// </summary>
internal sealed class BoardFlash : IFlashStore
{
    [ThreadStatic]
    private static CuttingStore? drive; // the firmware's store has no way to be given one

    private readonly CuttingStore below;
    private readonly FlashStore store;

    public BoardFlash(CuttingStore below)
    {
        this.below = drive = below;
        store = new FlashStore(FlashStore.UsualFolder);
    }

    /// <summary>The drive of the call that goes on.</summary>
    public static CuttingStore Drive => drive!;

    public bool Write(string name, byte[] content, int offset, int count) => Looked(On().Write(name, content, offset, count));

    public int Read(string name, byte[] buffer, int offset, int count) => Looked(On().Read(name, buffer, offset, count));

    public bool Delete(string name) => Looked(On().Delete(name));

    public string[] List() => Looked(On().List());

    private FlashStore On()
    {
        drive = below;
        return store;
    }

    private T Looked<T>(T answer) => below.IsCut ? throw new PowerCut() : answer;
}
