using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// What a board that can be updated gives besides <see cref="INodePorts"/>; the same object implements both. Nothing of it MAY throw but
    /// <see cref="ParseNode"/>.
    /// </summary>
    public interface IUpdatePorts
    {
        /// <summary>HMAC-SHA-256, native where the board has it.</summary>
        IHmac Hmac { get; }

        /// <summary>What a bundle has to fit.</summary>
        UpdateTarget UpdateTarget { get; }

        /// <summary>The libraries of the board.</summary>
        ILibraries Libraries { get; }

        /// <summary>The slot that this firmware was started from, or UpdateRecord.Factory.</summary>
        int RunningSlot { get; }

        /// <summary>Parses a node file; nothing is checked beyond its form.</summary>
        /// <exception cref="System.Exception">It is none.</exception>
        NodeSettings ParseNode(byte[] json);

        /// <summary>Judges what only the board knows: its board file and certificates.</summary>
        UpdateReason JudgePart(PartKind kind, string name, byte[] content);

        /// <summary>
        /// Puts settings or a certificate that proved themselves where the board keeps its own; before a certificate for a new key (<see cref="NewKey"/>), that
        /// key. Until all parts of a slot are there, those of the slot
        /// count at each start, so a cut in between loses nothing.
        /// </summary>
        /// <returns>False: not now; it is tried again.</returns>
        bool Adopt(PartKind kind, string name, byte[] content);

        /// <summary>Fills an array with what the board has of noise, see <see cref="IKeyPlace"/>.</summary>
        void Stir(byte[] noise);
    }
}
