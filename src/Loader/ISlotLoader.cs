using FieldNode.Update;

namespace FieldNode.Loader
{
    /// <summary>Gives the assemblies of a slot to the runtime. It MUST NOT throw.</summary>
    public interface ISlotLoader
    {
        /// <summary>Loads the assemblies of a slot that was checked, in their order, and finds what is started.</summary>
        LoadResult Load(SlotCheck slot);
    }
}
