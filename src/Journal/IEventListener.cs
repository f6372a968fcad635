namespace FieldNode.Journal
{
    /// <summary>Hears of events as they are recorded, but of a state that comes and goes only its last word: those that are alike come as one with their number. MUST NOT throw, MUST NOT add events.</summary>
    public interface IEventListener
    {
        /// <summary>A record.</summary>
        /// <param name="kind">What.</param>
        /// <param name="a">Its first number.</param>
        /// <param name="names">Where its name is: NameMax bytes, the rest zeros.</param>
        /// <param name="nameAt">Its first byte.</param>
        void OnRecorded(EventKind kind, int a, byte[] names, int nameAt);
    }
}
