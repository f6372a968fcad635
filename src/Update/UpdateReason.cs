namespace FieldNode.Update
{
    /// <summary>
    /// Why a bundle was refused, or a slot rejected; a metric, and kept on flash. By tens: 10 to 39 who made the bundle, 40 to 49 who signed
    /// it or what was changed on its way, 50 to 59 the node's flash and budgets, 60 to 69 what the new version did. Never reorder.
    /// </summary>
    public enum UpdateReason
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,

        /// <summary>Shorter than it says.</summary>
        Truncated = 10,
        /// <summary>Does not begin as a bundle does.</summary>
        NotABundle = 11,
        /// <summary>A format that this firmware does not know.</summary>
        UnknownFormat = 12,
        /// <summary>Bytes behind its end, or a length that is not its own.</summary>
        BadLength = 13,
        /// <summary>A text that is empty, too long, or has characters that are not allowed there.</summary>
        BadText = 14,
        /// <summary>A number outside of its range.</summary>
        BadNumber = 15,
        /// <summary>Not written in the one way that there is: order, repetition, a field that must be 0 here.</summary>
        NotCanonical = 16,
        /// <summary>A kind of part that this firmware does not know.</summary>
        UnknownPart = 17,
        /// <summary>The content of a part cannot be what its kind says.</summary>
        BadPart = 18,

        /// <summary>For another product.</summary>
        OtherProduct = 30,
        /// <summary>For another board.</summary>
        OtherBoard = 31,
        /// <summary>Its sequence number is not above the one that runs, or below the lowest that is allowed.</summary>
        OlderSequence = 32,
        /// <summary>Its time is over.</summary>
        Expired = 33,
        /// <summary>The node has no time that it believes, so it cannot tell whether the bundle has expired.</summary>
        NoTrustedTime = 34,
        /// <summary>Built against a library of another version than the board has, or against one that it has not.</summary>
        OtherLibrary = 35,
        /// <summary>Needs a newer loader.</summary>
        LoaderTooOld = 36,
        /// <summary>Longer than a slot of this board.</summary>
        TooLarge = 37,
        /// <summary>This board cannot run assemblies from a slot (no PSRAM); settings and certificates only.</summary>
        NoAssemblies = 38,

        /// <summary>The signature is not that of the key that the manifest names.</summary>
        BadSignature = 40,
        /// <summary>The node has no keys, or no key of its own, to judge by.</summary>
        NoKeys = 41,
        /// <summary>Signed by a key that must not sign such parts.</summary>
        WrongKey = 42,
        /// <summary>The seal of a slot is not this node's for this manifest and slot.</summary>
        BadSeal = 43,
        /// <summary>The list of digests is not the one that the manifest names.</summary>
        BadList = 44,
        /// <summary>A chunk is not the one that the list names.</summary>
        BadChunk = 45,

        /// <summary>Flash is full or broken.</summary>
        StoreFailed = 50,
        /// <summary>Checks of signatures or writes to flash are used up for now.</summary>
        BudgetUsed = 51,
        /// <summary>What was wanted did not come for too long.</summary>
        Stalled = 52,
        /// <summary>Another bundle is being taken.</summary>
        Busy = 53,
        /// <summary>Updates are turned off here.</summary>
        TurnedOff = 54,
        /// <summary>Another bundle took its slot.</summary>
        Replaced = 55,

        /// <summary>It was started as often as is allowed and never confirmed.</summary>
        NeverConfirmed = 60,
        /// <summary>The runtime did not load one of its assemblies.</summary>
        LoadFailed = 61,
        /// <summary>It ended by an exception, or by steps that failed.</summary>
        Crashed = 62,
        /// <summary>It stood still.</summary>
        Hung = 63,
        /// <summary>It never got online, and its broker is not the reason.</summary>
        NeverOnline = 64,
        /// <summary>A field bus that answered before does not answer it.</summary>
        FieldLost = 65,
        /// <summary>Its settings do not build a node here.</summary>
        BadSettings = 66,
        /// <summary>Somebody asked for the way back.</summary>
        Asked = 67
    }
}
