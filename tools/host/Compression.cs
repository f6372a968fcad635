namespace FieldNode.Host;

/// <summary>How a payload was packed into another.</summary>
/// <param name="Algorithm">DEFLATE or GZIP.</param>
/// <param name="Bytes">Its length when unpacked.</param>
public readonly record struct Compression(string Algorithm, int Bytes);
