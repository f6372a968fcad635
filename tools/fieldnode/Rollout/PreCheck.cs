using System.Globalization;
using FieldNode.Settings;

namespace FieldNode.Cli.Rollouts;

/// <summary>Whether a node may be begun, by what it shows. What only the node knows (room, libraries, its keys) it judges itself, before it takes a byte.</summary>
internal sealed class PreCheck(BundleSet bundles, RolloutOptions options)
{
    /// <summary>A clock that is off by more can make a bundle expired that is not, and the other way round.</summary>
    internal static readonly TimeSpan ClockOffMax = TimeSpan.FromMinutes(5);

    /// <summary>Days that a certificate has left, by the desk's own PKI.</summary>
    internal IReadOnlyDictionary<string, int> CertificateDays { get; init; } = new Dictionary<string, int>();

    /// <summary>What speaks against it, or null.</summary>
    internal string? WhyNot(NodeSight node)
    {
        UpdateView view = node.View;
        if (bundles.Of(node.Name, out string why) is not { } bundle)
        {
            return why;
        }
        if (!view.IsBorn)
        {
            return node.IsHeard || view.IsGone
                ? view.IsGone ? "it died, and is not back" : "its device Update was not born: \"update\" in its node file, and may this certificate command it?"
                : "not heard";
        }
        return OfClock(view) ?? OfState(view, bundle) ?? OfBoard(node.Name, view, bundle) ?? OfVersion(node, bundle) ?? OfLink(node, bundle) ?? bundles.WhyNotFor(node.Name, bundle);
    }

    /// <summary>For a person: by how much a clock is off; behind it goes whose clock is right.</summary>
    internal static string Off(TimeSpan ahead) => string.Create(CultureInfo.InvariantCulture,
        $"{(ahead.Duration().TotalDays >= 2 ? $"{ahead.Duration().TotalDays:0} days" : ahead.Duration().TotalHours >= 2 ? $"{ahead.Duration().TotalHours:0} h" : $"{ahead.Duration().TotalMinutes:0} min")} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")}");

    private static string? OfClock(UpdateView view) => view.ClockAhead is { } ahead && ahead.Duration() > ClockOffMax
        ? $"its clock is {Off(ahead)} this desk's: set it first, a bundle's expiry counts by it"
        : null;

    private static string? OfState(UpdateView view, SentBundle bundle) => view.State switch
    {
        UpdateState.Idle => null,
        UpdateState.Checking or UpdateState.Receiving or UpdateState.Completing or UpdateState.Ready when view.Offered == bundle.Version => null, // begun before: it goes on
        UpdateState.TurnedOff => "it takes nothing: its settings or its key switch say so",
        _ => $"another bundle{(view.Offered.Length > 0 ? $" ({SafeText.Of(view.Offered)})" : "")} is under way: {UpdateWords.Of(view.State)}",
    };

    private string? OfBoard(string name, UpdateView view, SentBundle bundle)
    {
        string? board = bundles.BoardOf(name);
        if (board is not null && board != bundle.Board && BoardPins.Find(bundle.Board)?.Chip != board)
        {
            return $"its node file names board {SafeText.Of(board)}; the bundle is for {bundle.Board}";
        }
        return bundle.HasAssemblies && !view.TakesFirmware ? "it takes no firmware, settings and certificates only" : null;
    }

    // The number of settings and certificates is not told by nodes: they judge it.
    private static string? OfVersion(NodeSight node, SentBundle bundle)
    {
        UpdateView view = node.View;
        if (node.Firmware is { } born && view.Running.Split(' ')[0] != born)
        {
            return $"it tells two versions: {SafeText.Of(born)} in its birth, {SafeText.Of(view.Running)} in its device Update. Look at it: it lies, or somebody else has its name";
        }
        if (!bundle.HasAssemblies || view.Sequence < bundle.Sequence)
        {
            return null;
        }
        return view.Sequence == bundle.Sequence && view.Running == bundle.Version
            ? "it runs this bundle already"
            : string.Create(CultureInfo.InvariantCulture, $"it runs number {view.Sequence}, and the bundle has {bundle.Sequence}: not newer");
    }

    private string? OfLink(NodeSight node, SentBundle bundle)
    {
        int? days = node.CertificateDays ?? (CertificateDays.TryGetValue(node.Name, out int known) ? known : null);
        if (days < options.CertificateDays && !bundle.HasCertificates && !bundle.Manifest.IsKeyOrder) // an order is the first half of a renewal
        {
            return days < 0 ? "its certificate has ended: renew it first" : $"its certificate has {Plural.Of(days.Value, "day")} left: renew it first";
        }
        return node.JournalDepth > options.JournalMax
            ? $"{Plural.Of(node.JournalDepth.Value, "value", "waits", "wait")} in its journal: its link does not bear what it has. Wait, or raise --journal-max"
            : null;
    }
}
