namespace FieldNode.Cli.Pages.Security;

/// <summary>Threats that come in by update bundles, by the PC tools and by the bench.</summary>
internal static class UpdateThreats
{
    internal const string Bundle = "4. The update bundle";
    internal const string Bench = "Beside them: the PC tools and the bench";

    internal static readonly Threat[] All =
    [
        new(Bundle, "Somebody without the release key sends a bundle", "Other code runs", "RSA-3072 over the manifest before a byte is written; digests over all the rest; the attacks that TUF lists, by name", "A stolen release key, until the keys are rotated with the rotate key")
        { Tests = ["TufAttackTests", "SignatureCheckTests", "SlotCheckTests", "UpdaterTests.Nothing_is_written_before_the_signature_is_right", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding"] },
        new(Bundle, "The thief of a maintenance certificate sends offers, pieces or genuine bundles without end", "The node computes, writes and restarts only", "Budgets of signatures and of writes that a restart does not refill; one offer at a time; a bundle that was confirmed is never taken again ([bounds](SECURITY.md#a-stolen-maintenance-certificate))",
            "Restarts of trials within the budget; what version runs is told to whoever may subscribe")
        { Tests = ["UpdateDeviceTests", "UpdaterTests", "TokenBucketTests"] },
        new(Bundle, "Somebody sends an old, foreign or mixed bundle", "A vulnerability comes back", "Sequence number, board, libraries and expiry, each refused by name; nothing without a time that is believed", "A factory firmware that is older connects and leaves the field alone")
        { Tests = ["OfferCheckTests", "TufAttackTests.Rollback", "TufAttackTests.Mix_and_match", "UpdatableBootTests.A_factory_firmware_that_is_too_old_connects_and_leaves_the_field_alone"] },
        new(Bundle, "A signed bundle does not work", "A node that is gone until somebody drives there", "A trial with a number of starts; confirmed only online and with the field as before; else the former one runs", "A fault that shows later than the trial")
        { Tests = ["BadBundleTests", "TrialWatchTests", "BootChoiceTests", "UpdateTests.Firmware_that_crashes_or_hangs_is_rolled_back_and_says_why"] },
        new(Bundle, "Somebody takes the rotate key", "He locks the owner out, and then installs", "Two keys apart; new keys sign for themselves; a generation counts up", "Keep it offline. When it is gone, the nodes go to the bench")
        { Tests = ["KeyRotationTests", "TufAttackTests.Vulnerability_to_key_compromises"] },
        new(Bundle, "A secret gets into a bundle by mistake", "Whoever may read the topic reads it", "`sign` refuses private keys in every form, and passwords", "A secret in a form that nobody thought of: a bundle is not encrypted")
        { Tests = ["SecretScanTests", "SignVerbTests.A_private_key_beside_a_certificate_is_refused"] },
        new(Bench, "The thief of the bench's PC or folder makes certificates", "Nodes and brokers that are believed", "Keys of CAs under a password (AES-256, slow to guess), mode 0600; the root's key in a safe; nodes' and brokers' CAs cannot do each other's work", "Folder and password together: anything, until the CAs end. Who issued what stands in records that the same thief can write")
        { Tests = ["PkiOpenSslTests", "PkiInitTests", "PkiIssuingTests"] },
        new(Bench, "A file from outside (register map, node file, bundle, event ring of a stolen board) is made to harm the tool", "Code, a full disk, or a terminal that is driven", "Regular files only, bounded; names are shown without control characters; damage ends in one line", "The libraries that read CSV, PDF and JSON")
        { Tests = ["RegularFileTests", "SafeTextTests", "EventsVerbTests.Random_bytes_in_the_files_never_break_it", "CompressedPayloadTests", "MapReaderTests", "CorpusTests.All_holds_for_each_seed_each_input_of_the_corpus_and_each_former_finding"] },
        new(Bench, "Somebody reads passwords or keys on the tools' PC", "As the thief of the bench", "No password in an option, output or log; files of their owner; a warning where others may read them", "Who is root there")
        { Tests = ["PkiProcessTests", "DurableFileTests", "SecretFileWarningsTests", "PkiVerbTests.No_option_takes_a_password_itself"] },
        new(Bench, "Another program on a PC that runs a node", "Reads the key, stops the node, takes its line", "A service with a sandbox that listens nowhere and reaches the devices of its node file; a lock on the state folder", "Who is root there, or the same user: give the node a user of its own")
        { Tests = ["UnitFileTests", "ServiceInstallTests", "StateLockTests"] },
        new(Bench, "A part of others that the product links has a vulnerability, or another licence than believed", "All of the above", "Exact versions; SBOMs that are compared with what ships; unknown licences fail a test", "Nothing here looks vulnerabilities up: whoever ships it does, with the SBOMs")
        { Tests = ["DeviceBomTests", "ToolBomTests", "LicencesTests"] },
    ];
}
