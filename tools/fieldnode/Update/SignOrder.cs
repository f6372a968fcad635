namespace FieldNode.Cli;

/// <summary>What is to be signed, as it was typed.</summary>
internal sealed record SignOrder
{
    private const long MinuteSeconds = 60;

    internal required string Product { get; init; }
    internal required string Board { get; init; }
    internal required string Version { get; init; }
    internal required string Target { get; init; }
    internal required IReadOnlyList<string> Assemblies { get; init; }
    internal required IReadOnlyList<string> Settings { get; init; }
    internal required IReadOnlyList<string> Certificates { get; init; }
    internal required string? Keys { get; init; }

    /// <summary>An order to make a new key on the node.</summary>
    internal bool NewKey { get; init; }

    internal required IReadOnlyList<string> Libraries { get; init; }
    internal required int Loader { get; init; }
    internal required int? Sequence { get; init; }
    internal required DateTimeOffset Expires { get; init; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="UserError">One cannot go into a bundle, or they do not go together.</exception>
    internal BundleContent Content(TimeProvider clock)
    {
        BundleContent content = Keys is null ? OfParts(clock) : OfKeys(Keys);
        BundleRules.Check(content, clock.GetUtcNow());
        return content;
    }

    /// <summary>Signs, looks at what came of it as a node would, and writes it.</summary>
    internal async Task<BundleFile> WriteAsync(BundleContent content, ISigner signer, CancellationToken cancellation)
    {
        byte[] manifest = BundleWriter.Manifest(content);
        byte[] bytes = BundleWriter.Bundle(manifest, await signer.SignAsync(manifest, cancellation), content.Parts);
        BundleFile bundle = BundleFile.Open(bytes, out string why) ?? throw new InvalidOperationException($"the node's reader says of what was written: {why}");
        if (!bundle.IsSignedBy(signer.Key) || bundle.DigestFault() is not null)
        {
            throw new InvalidOperationException("what was written does not verify. Nothing was kept");
        }
        UpdateFiles.Write(Target, bytes, isSecret: false);
        return bundle;
    }

    private BundleContent OfParts(TimeProvider clock)
    {
        var files = new PartFiles(clock);
        BundlePart[] given = [.. Assemblies.Select(files.Assembly)];
        BundlePart[] others = [.. Settings.Select(files.Settings), .. Certificates.Select(files.Certificate), .. NewKey ? new[] { PartFiles.KeyOrder() } : []];
        if (given.Length + others.Length == 0)
        {
            throw new UserError("nothing to sign: give --assembly, --settings, --certificate, --new-key or --keys", ExitStatus.Usage);
        }
        if (given.Length == 0 && Libraries.Count > 0)
        {
            throw new UserError("--libraries: only assemblies are built against libraries", ExitStatus.Usage);
        }
        (IReadOnlyList<BundlePart> assemblies, IReadOnlyList<BundleLibrary> libraries) =
            DeviceAssemblies.Of(given, Libraries.Count > 0 ? LibraryList.Read(Libraries) : null);
        return new BundleContent
        {
            Product = Product, Board = Board, Version = Version, Expires = Expires, Parts = [.. assemblies, .. others],
            Sequence = Sequence ?? checked((int)(clock.GetUtcNow().ToUnixTimeSeconds() / MinuteSeconds)),
            LoaderMin = given.Length > 0 ? Loader : 0, Libraries = libraries,
        };
    }

    private BundleContent OfKeys(string path)
    {
        if (Assemblies.Count + Settings.Count + Certificates.Count + Libraries.Count > 0 || NewKey)
        {
            throw new UserError("--keys: keys go alone, since another key signs them", ExitStatus.Usage);
        }
        (BundlePart part, TrustedKeys keys) = PartFiles.Keys(path);
        return Sequence is null || Sequence == keys.Generation
            ? new BundleContent { Product = Product, Board = Board, Version = Version, Expires = Expires, Parts = [part], Sequence = keys.Generation, IsRotation = true }
            : throw new UserError($"--sequence: that of keys is their generation, {keys.Generation}", ExitStatus.Usage);
    }
}
