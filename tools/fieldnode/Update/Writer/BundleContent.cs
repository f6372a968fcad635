namespace FieldNode.Cli;

/// <summary>What a bundle says of itself, before it is written.</summary>
internal sealed record BundleContent
{
    internal const string FieldNode = "fieldnode";

    internal string Product { get; init; } = FieldNode;

    internal required string Board { get; init; }

    internal required string Version { get; init; }

    /// <summary>From 1; of keys: their generation.</summary>
    internal required int Sequence { get; init; }

    internal required DateTimeOffset Expires { get; init; }

    /// <summary>The lowest loader that starts it; 0 without assemblies.</summary>
    internal int LoaderMin { get; init; }

    /// <summary>The key to rotate signs it.</summary>
    internal bool IsRotation { get; init; }

    internal IReadOnlyList<BundleLibrary> Libraries { get; init; } = [];

    /// <summary>In the order in which they are loaded.</summary>
    internal required IReadOnlyList<BundlePart> Parts { get; init; }
}
