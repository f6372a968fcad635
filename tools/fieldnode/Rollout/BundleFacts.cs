namespace FieldNode.Cli.Rollouts;

/// <summary>What goes out.</summary>
/// <param name="Path">The file; {node} stands for a node's name.</param>
/// <param name="Mark">SHA-256 of its offer: the bundle of a resumed roll-out has to be this one. Of one for each node: the path.</param>
/// <param name="Version">Of it.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Board">For which it is.</param>
/// <param name="Bytes">Of its body.</param>
/// <param name="Expires">When nodes stop to take it, UTC.</param>
/// <param name="Parts">Names of its parts.</param>
/// <param name="Firmware">It brings firmware, so nodes run its version; else its version is of settings or certificates.</param>
internal sealed record BundleFacts(string Path, string Mark, string Version, int Sequence, string Board, int Bytes, DateTime Expires, IReadOnlyList<string> Parts, bool Firmware = false)
{
    internal static BundleFacts Of(BundleSet bundles, string path) => new(path, bundles.Mark, bundles.First.Version, bundles.First.Sequence, bundles.First.Board,
        bundles.First.Body.Length, bundles.ExpiresUtc, [.. Enumerable.Range(0, bundles.First.Manifest.Parts).Select(bundles.First.Manifest.NameOf)], bundles.First.HasAssemblies);
}
