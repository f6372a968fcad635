using FieldNode.Loader;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>Loads slots on a PC: each into a context of its own, so what fails leaves nothing behind.</summary>
internal sealed class SlotContexts(LineLog log) : ISlotLoader
{
    /// <summary>What starts the slot that was loaded.</summary>
    public SlotContext.Entry? Entry { get; private set; }

    public LoadResult Load(SlotCheck slot)
    {
        try
        {
            Entry = SlotContext.Load(slot);
            return LoadResult.Loaded;
        }
        catch (InvalidDataException e)
        {
            log.Line($"loader: version {slot.Manifest.Version} cannot be loaded: {e.Message}", LogSeverity.Error);
            return LoadResult.Nothing;
        }
    }
}
