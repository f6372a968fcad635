namespace FieldNode.Tools.Tests;

/// <summary>An answer of the page.</summary>
/// <param name="View">What was asked for.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Bytes">Length of the page.</param>
/// <param name="Ms">How long it took.</param>
/// <param name="Handled">Messages that the desk had handled by then.</param>
internal sealed record PageAnswer(string View, int Status, int Bytes, double Ms, long Handled);
