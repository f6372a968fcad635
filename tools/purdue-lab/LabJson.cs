using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>A run as one JSON object, for scripts.</summary>
internal static class LabJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(LabOutcome sum) => new JsonObject
    {
        ["dmzPorts"] = sum.DmzPorts is null ? null : new JsonArray([.. sum.DmzPorts.Select(port => (JsonNode)port)]),
        ["inboundToNode"] = sum.InboundToNode,
        ["attacks"] = new JsonArray([.. sum.Attacks.Select(Of)]),
        ["reached"] = sum.Reached, ["errors"] = sum.Errors,
        ["samplesLevel4"] = sum.SamplesLevel4, ["readAtEnds"] = sum.ReadAtEnds,
        ["missing"] = Texts(sum.Missing), ["wrong"] = Texts(sum.Wrong), ["ok"] = sum.IsOk,
    }.ToJsonString(Readable);

    internal static string List() => new JsonArray([.. AttackList.All.Select(attack => (JsonNode)new JsonObject
    {
        ["name"] = attack.Name, ["level"] = attack.Level, ["labs"] = LabsOf(attack.Labs), ["what"] = attack.What, ["expected"] = attack.Expected, ["control"] = attack.Control,
    })]).ToJsonString(Readable);

    internal static string LabsOf(LabKind labs) => labs == LabKind.Both ? "both" : LabOutcome.NameOf(labs);

    private static JsonNode Of(AttackReport report) => new JsonObject
    {
        ["lab"] = LabOutcome.NameOf(report.Lab), ["name"] = report.Attack.Name, ["level"] = report.Attack.Level, ["expected"] = report.Attack.Expected,
        ["verdict"] = LineScreen.WordOf(report).ToLowerInvariant(), ["seen"] = report.Seen, ["error"] = report.Error, ["seconds"] = Math.Round(report.Seconds, 1),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
