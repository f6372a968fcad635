namespace FieldNode.Cli;

/// <summary>
/// How characters are sent on a line. Without parity two stop bits are sent, as the standard has it; a slave with one
/// understands that as well, and one stop bit of its own is enough for us.
/// </summary>
internal sealed record LineForm(int Baud, string Parity)
{
    /// <summary>Bits of a character on the wire: start, eight of data, parity, stop.</summary>
    internal const int CharacterBits = 11;

    internal double CharactersMs(double count) => count * CharacterBits * 1000 / Baud;

    public override string ToString() => $"{Baud} Bd, {(Parity == "none" ? "no" : Parity)} parity";
}
