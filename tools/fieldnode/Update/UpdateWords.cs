using FieldNode.Update;

namespace FieldNode.Cli;

/// <summary>States and reasons in words, with what to do; docs/update.md has the same ones, which a test holds.</summary>
internal static class UpdateWords
{
    private const string Sign = "Sign the bundle again";
    private static readonly Dictionary<UpdateReason, (string Meaning, string ToDo)> Reasons = new()
    {
        [UpdateReason.None] = ("nothing is wrong", "Nothing"),
        [UpdateReason.Truncated] = ("the offer is cut short", "Copy the file again, then send it again"),
        [UpdateReason.NotABundle] = ("the file is not a bundle", "Send a file that 'fieldnode sign' wrote"),
        [UpdateReason.UnknownFormat] = ("a bundle of a format that this firmware does not know", "Update to a firmware that knows it first"),
        [UpdateReason.BadLength] = ("a length in the manifest is wrong", Sign),
        [UpdateReason.BadText] = ("a text in the manifest is not allowed", Sign),
        [UpdateReason.BadNumber] = ("a number in the manifest is not allowed", Sign),
        [UpdateReason.NotCanonical] = ("the manifest is not in its canonical form", Sign),
        [UpdateReason.UnknownPart] = ("it has a part of a kind that this firmware does not know", "Update to a firmware that knows it first"),
        [UpdateReason.BadPart] = ("a part does not hold what its kind says", "Look at the part: a certificate in PEM form without a key, under the name that the node file has, and for a key that the node has"),
        [UpdateReason.OtherProduct] = ("it is for another product", "Send the bundle of this product"),
        [UpdateReason.OtherBoard] = ("it is for another board", "Sign it for the board that the node's settings name"),
        [UpdateReason.OlderSequence] = ("its sequence number is not higher than that of the last bundle on this node", "If the node has it already, nothing. Else sign it with a higher number"),
        [UpdateReason.Expired] = ("it has expired", "Sign it again with a later expiry"),
        [UpdateReason.NoTrustedTime] = ("the node has no time that it believes", "Wait until the node has its time, then send it again"),
        [UpdateReason.OtherLibrary] = ("it was built against libraries that the board does not have", "Build it against the board's libraries, or flash the board at the bench"),
        [UpdateReason.LoaderTooOld] = ("it needs a newer loader", "Flash the board at the bench"),
        [UpdateReason.TooLarge] = ("it is longer than a slot of this board", "Leave parts out, or use a board with a larger drive"),
        [UpdateReason.NoAssemblies] = ("this board cannot run firmware from a slot", "Send settings and certificates only; flash firmware at the bench"),
        [UpdateReason.BadSignature] = ("the signature is not from a key that this node trusts", "Sign it with the site's release key. If you did, the bundle is somebody else's, or the node has other keys: tell whoever keeps the keys"),
        [UpdateReason.NoKeys] = ("the node has no keys to check it with", "Put the keys on the node at the bench ('fieldnode keys')"),
        [UpdateReason.WrongKey] = ("it is signed with a key that may not sign such parts", "Sign keys with the rotate key, and everything else with the release key"),
        [UpdateReason.BadSeal] = ("a slot does not have the seal of this node", "Send it again. If it happens again, the node's flash is failing: replace the board"),
        [UpdateReason.BadList] = ("the list of digests was changed or damaged", "Send it again. If it happens again, the node's flash is failing: replace the board"),
        [UpdateReason.BadChunk] = ("a chunk was changed or damaged on flash", "Send it again. If it happens again, the node's flash is failing: replace the board"),
        [UpdateReason.StoreFailed] = ("the node's flash is full or broken", "Restart the node and send it again. If it happens again, replace the board"),
        [UpdateReason.BudgetUsed] = ("checks or writes are used up for now", "Wait: the node gets another check every 30 minutes, and another write every 5"),
        [UpdateReason.Stalled] = ("what the node asked for did not come for an hour", "Send it again: the node keeps what it has"),
        [UpdateReason.Busy] = ("another bundle is being taken or tried", "Wait until that one is confirmed or rolled back"),
        [UpdateReason.TurnedOff] = ("updates are turned off here", "Turn the key switch on, or set update.accept"),
        [UpdateReason.Replaced] = ("another bundle took its place", "Nothing, if the other one is right"),
        [UpdateReason.NeverConfirmed] = ("it was started as often as allowed and never confirmed", "Look at the node's events for requests for births, births that did not come back, or a supply that failed"),
        [UpdateReason.LoadFailed] = ("one of its assemblies could not be loaded", "Build it for this board and its libraries, and sign all of its assemblies"),
        [UpdateReason.Crashed] = ("it ended with an exception, or its steps failed", "Look at the node's events ('fieldnode events'), and give them to its developer"),
        [UpdateReason.Hung] = ("it stood still and was reset", "Look at the node's events ('fieldnode events'), and give them to its developer"),
        [UpdateReason.NeverOnline] = ("it never got online, and its broker was not the reason", "Look at broker, certificates and names in the settings that it brought"),
        [UpdateReason.FieldLost] = ("a device that answered before does not answer any more", "Look at lines and devices in the settings that it brought, then at the bus"),
        [UpdateReason.BadSettings] = ("its settings do not make a node here", "Run 'fieldnode check' on them, for this board; they need \"update\", too"),
        [UpdateReason.Asked] = ("somebody asked to go back", "Nothing"),
    };

    /// <summary>What a reason means, and what to do about it.</summary>
    internal static (string Meaning, string ToDo) Of(UpdateReason reason) => Reasons.TryGetValue(reason, out (string, string) words)
        ? words
        : ($"reason {(int)reason}, which this program does not know", "Use a newer fieldnode");

    /// <summary>What a state means.</summary>
    internal static string Of(UpdateState state) => state switch
    {
        UpdateState.Idle => "it waits for an offer",
        UpdateState.Checking => "it verifies the signature",
        UpdateState.Receiving => "it receives the bundle",
        UpdateState.Completing => "it reads back what it received, and checks it; after an order it makes a new key",
        UpdateState.Ready => "it restarts to try the bundle",
        UpdateState.Trial => "the bundle is on trial",
        UpdateState.GoingBack => "the trial failed; it restarts with what it had",
        UpdateState.TurnedOff => "it takes nothing, because of its settings or the key switch",
        _ => $"state {(int)state}, which this program does not know",
    };

    /// <summary>True for what a start or a trial is given up for.</summary>
    internal static bool IsOfTrial(UpdateReason reason) => reason is >= UpdateReason.NeverConfirmed
        or UpdateReason.BadSeal or UpdateReason.BadList or UpdateReason.BadChunk or UpdateReason.OtherLibrary or UpdateReason.LoaderTooOld or UpdateReason.StoreFailed;
}
