using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>What hosts and the broker did, as far as the ring tells it.</summary>
internal static class HostScript
{
    private const long AheadMs = 1000;
    private const int AsksMax = 500;

    internal static void Write(ReplayScript script)
    {
        States(script);
        var before = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (PlacedEvent one in script.Events)
        {
            string who = one.What.Name;
            switch (one.What.Kind)
            {
                case EventKind.RebirthAsked:
                    one.Becomes(EventRole.Cause, "a host asks for it");
                    long sinceMs = Math.Max(before.GetValueOrDefault(who, one.Of.PowerOnMs), one.AtMs - 3_600_000);
                    int times = Math.Clamp(one.What.Times, 1, AsksMax);
                    for (int i = times - 1; i >= 0; i--)
                    {
                        script.At(one.AtMs - i * (one.AtMs - sinceMs) / times, "a host asks for a rebirth", stage => stage.AskRebirth(who));
                    }
                    before[who] = one.AtMs;
                    break;
                case EventKind.BirthNotEchoed:
                    one.Becomes(EventRole.Cause, "the broker drops this birth");
                    script.At(one.Of.PowerOnMs, $"the broker forbids the birth of {(who.Length == 0 ? "the node" : who)}", stage => stage.Forbid(who));
                    break;
                case EventKind.BirthByOther when one.What.A >= 0:
                    one.Becomes(EventRole.Cause, "somebody else publishes there");
                    script.At(one.AtMs, one.Why, stage => stage.PublishBirthOf(who, retain: false));
                    break;
                case EventKind.BirthRetained when one.What.A >= 0:
                    one.Becomes(EventRole.Cause, "the broker keeps a message there");
                    script.At(one.Of.PowerOnMs, "the broker keeps a message on the topic of a birth", stage => stage.PublishBirthOf(who, retain: true));
                    break;
            }
        }
    }

    // A broker keeps STATE and gives it to whoever subscribes, so only what changes is published.
    private static void States(ReplayScript script)
    {
        if (script.Settings.Sparkplug?.PrimaryHost is null)
        {
            return;
        }
        PlacedEvent[] told = [.. script.Events.Where(e => e.What.Kind is EventKind.HostOnline or EventKind.HostOffline)];
        bool? isOnline = told.Length == 0 || told[0].What.Kind == EventKind.HostOffline ? true : null;
        if (isOnline == true)
        {
            script.At(script.BeginMs, "", stage => stage.SetHost(true));
        }
        foreach (PlacedEvent one in told)
        {
            bool now = one.What.Kind == EventKind.HostOnline;
            if (isOnline != now)
            {
                isOnline = now;
                one.Becomes(EventRole.Cause, "the primary host says so");
                script.At(now ? one.AtMs - AheadMs : one.AtMs, $"the primary host goes {(now ? "online" : "offline")}", stage => stage.SetHost(now));
            }
        }
    }
}
