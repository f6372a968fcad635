namespace FieldNode.Update
{
    /// <summary>What a node that makes a key for itself knows besides its flash. Nothing of it MAY throw.</summary>
    public interface IKeyPlace
    {
        /// <summary>Who the certificate is for: the node's name.</summary>
        string Name { get; }

        /// <summary>
        /// Fills an array with whatever the board has of noise. Secrecy does not rest on it, since on a board without radio it may be no noise at all: it
        /// makes what comes from the bench's secret something that the bench cannot compute either.
        /// </summary>
        void Stir(byte[] noise);
    }
}
