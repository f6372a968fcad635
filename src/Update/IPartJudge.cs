namespace FieldNode.Update
{
    /// <summary>
    /// Looks at settings and certificates before they are tried: what does not build a node here is refused before it costs a restart. It MUST NOT
    /// throw, and MUST NOT keep the array.
    /// </summary>
    public interface IPartJudge
    {
        /// <summary>Judges a part that is no assembly.</summary>
        /// <returns>None, or why it cannot work here.</returns>
        UpdateReason Judge(PartKind kind, string name, byte[] content);
    }
}
