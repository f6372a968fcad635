using FieldNode.Esp32;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Pages;

/// <summary>The LED of a board.</summary>
internal static class LedSymptoms
{
    internal static readonly Symptom[] All =
    [
        new(LedCode.Online, "The node is online", Symptom.Nothing),
        new(LedCode.NoBroker, "The node has a network and the time, and no session with its broker", "Look up `Node/Last fault`, or the last link event, in \"The link\" below"),
        new(LedCode.NoNetwork, "The board has no address", "Check cable, switch port and VLAN. On Wi-Fi check `ssid` and the password file. With DHCP check the server, else the address in `board.json`"),
        new(LedCode.NoTime, "The board has no time that it believes, so it cannot judge certificates and does not connect", "Check that `ntp` in `board.json` can be reached, or the battery of the DS3231"),
        new(LedCode.BadSettings, "`board.json`, `node.json` or a password file is missing or wrong", "Read the last `board-file-bad` or `settings-bad` event, correct the file, and write it with nanoff"),
        new(LedCode.BadCertificate, "The CA, the certificate or the key is missing or cannot be used", "Write the three files that `node.json` names again. `fieldnode check` on a PC says which one is wrong"),
        new(LedCode.SafeMode, "Three runs in a row ended in a fault. The node is online and leaves the field alone", "Read the events with `fieldnode events`, correct settings or firmware, and restart. After an hour the node tries everything once more"),
    ];
}
