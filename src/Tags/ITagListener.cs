namespace FieldNode.Tags
{
    /// <summary>Hears what keeps tags and devices from working; called only where that changes, on the loop's thread. MUST NOT throw.</summary>
    public interface ITagListener
    {
        /// <summary>A tag is bad, for another reason than before; None: nothing is wrong with it any more.</summary>
        void OnTag(int tag, QualityReason why);

        /// <summary>A device answers, or does not.</summary>
        void OnDevice(int device, bool online, QualityReason why);
    }
}
