using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Times of a trial that leave it no time to prove itself: a sound bundle would be taken back each time.</summary>
internal static class TrialWarnings
{
    private const int RoomMs = 30_000; // to start, to connect over TLS, and for the births

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        if (settings.Update is { } update && update.TrialMs - update.ConfirmMs < RoomMs)
        {
            yield return new SettingsWarning("update.trialMs", FormattableString.Invariant(
                $"of {update.TrialMs} ms what is on trial has to be online for {update.ConfirmMs} ms, which leaves {update.TrialMs - update.ConfirmMs} ms to start and to connect"),
                FormattableString.Invariant($"{update.ConfirmMs + RoomMs} or more, or a shorter confirmMs"));
        }
    }
}
