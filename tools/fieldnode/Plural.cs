using System.Globalization;

namespace FieldNode.Cli;

/// <summary>Counts in words: <c>1 node</c>, <c>2 nodes</c>.</summary>
internal static class Plural
{
    internal static string Of(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>With a word that goes with the number: <c>1 node is through</c>, <c>2 nodes are through</c>.</summary>
    internal static string Of(long count, string what, string one, string more) => $"{Of(count, what)} {(count == 1 ? one : more)}";
}
