using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli.Provision;

/// <summary>What was done to a board and what was seen of it, whole: nothing of it changes after it is signed. No secret is in it.</summary>
internal sealed record ProvisionRecord
{
    /// <summary>First member of the record; another form gets another number.</summary>
    internal const string Form = "fieldnode-provision/1";

    internal required string Serial { get; init; }

    internal required NodeFile Node { get; init; }

    internal required string? Place { get; init; }

    /// <summary>Name of the board, or "virtual".</summary>
    internal required string Board { get; init; }

    internal required PkiRecord Certificate { get; init; }

    /// <summary>What the program was, or null of a virtual node.</summary>
    internal required FirmwareImage? Firmware { get; init; }

    internal required RuntimePin? Runtime { get; init; }

    internal required FlashImage Image { get; init; }

    /// <summary>Serial number of the board whose identity this one took over, or null.</summary>
    internal required string? Replaces { get; init; }

    internal required ProofResult Proof { get; init; }

    internal required DateTime StartedUtc { get; init; }

    internal required DateTime FinishedUtc { get; init; }

    internal JsonObject ToJson(JsonObject signer) => new()
    {
        ["form"] = Form,
        ["verdict"] = Proof.Verdict,
        ["serial"] = Serial,
        ["group"] = Node.Settings.Group,
        ["node"] = Node.Settings.Node,
        ["place"] = Place,
        ["board"] = Board,
        ["replaces"] = Replaces,
        ["certificate"] = new JsonObject
        {
            ["serialNumber"] = Certificate.Serial, ["sha256"] = Certificate.Sha256, ["issuer"] = Certificate.Issuer,
            ["notAfter"] = Time(Certificate.NotAfter),
        },
        ["settings"] = new JsonObject { ["sha256"] = Node.Sha256, ["crc32"] = $"{Node.Crc:x8}", ["bytes"] = Node.Content.Length },
        ["firmware"] = Firmware is null ? null : new JsonObject
        {
            ["version"] = Firmware.Version, ["sha256"] = Firmware.Sha256, ["bytes"] = Firmware.Bytes, ["assemblies"] = Firmware.Assemblies.Count,
        },
        ["runtime"] = Runtime is null ? null : new JsonObject
        {
            ["target"] = Runtime.Target, ["version"] = Runtime.Version, ["sha256"] = Runtime.Sha256,
        },
        ["files"] = new JsonArray([.. Image.Files.Select(file => (JsonNode)new JsonObject
        {
            // A digest of a password tells it to who tries a list of them.
            ["name"] = file.Name, ["bytes"] = file.IsSecret ? null : file.Content.Length,
            ["sha256"] = file.IsSecret ? null : RecordSeal.Fingerprint(file.Content),
        })]),
        ["broker"] = Node.BrokerAddress,
        ["proof"] = new JsonArray([.. Proof.Points.Select(point => (JsonNode)new JsonObject
        {
            ["what"] = point.What, ["verdict"] = JsonNamingPolicy.CamelCase.ConvertName(point.Verdict.ToString()), ["found"] = point.Found,
        })]),
        ["startedUtc"] = Time(StartedUtc),
        ["finishedUtc"] = Time(FinishedUtc),
        ["tool"] = "fieldnode " + Virtual.Settings.RecordFile.Firmware,
        ["signer"] = signer,
    };

    private static string Time(DateTime utc) => utc.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
