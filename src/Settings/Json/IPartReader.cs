using System;

namespace FieldNode.Settings
{
    /// <summary>Makes an object of the text of one part of a settings file; on a board that is a JSON library of its runtime.</summary>
    public interface IPartReader
    {
        /// <summary>Parses a part.</summary>
        /// <param name="text">JSON of one object, without escapes that a device does not know.</param>
        /// <param name="type">A class of settings.</param>
        /// <returns>Never null.</returns>
        /// <exception cref="ArgumentException">It is not of this form; the message says why, and not where.</exception>
        object Parse(string text, Type type);
    }
}
