namespace FieldNode.Virtual.Sim;

/// <summary>A part on the simulated I2C bus; false is a NAK.</summary>
public interface ISimI2cPart
{
    /// <summary>The master writes bytes.</summary>
    bool Write(ReadOnlySpan<byte> bytes, long nowMs);

    /// <summary>The master reads.</summary>
    bool Read(Span<byte> buffer, long nowMs);
}
