using System.Xml;
using System.Xml.Linq;

namespace FieldNode.Interop.Tests;

/// <summary>tshark reads a capture file with its MQTT, Sparkplug B and protobuf dissectors.</summary>
internal static class Tshark
{
    private const string FieldPrefix = "pbf.";
    private const string Package = "com.cirruslink.sparkplug.protobuf"; // the name that the Sparkplug dissector looks for

    /// <summary>The Sparkplug messages of a capture, in order: topic and payload.</summary>
    /// <param name="folder">For the capture's proto file.</param>
    public static List<(string Topic, ProtoField Payload)> Read(string program, string capture, string folder)
    {
        string proto = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sparkplug_b.proto"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "sparkplug_b.proto"),
            proto.Replace("package fieldnode.sparkplug;", $"package {Package};", StringComparison.Ordinal));
        string pdml = PeerProcess.Run(program,
        [
            "-r", capture, "-T", "pdml", "-Y", "mqtt",
            "-o", $"uat:protobuf_search_paths:\"{folder}\",\"TRUE\"",
            "-o", "protobuf.preload_protos:TRUE", "-o", "protobuf.pbf_as_hf:TRUE",
        ]);
        // tshark writes a line break in a text as it is; a reader that normalises attributes would make it a space.
        using var reader = new XmlTextReader(new StringReader(pdml)) { Normalization = false, DtdProcessing = DtdProcessing.Prohibit };
        return [.. XDocument.Load(reader).Descendants("proto").Where(p => Name(p) == "sparkplugb").Select(Message)];
    }

    private static (string Topic, ProtoField Payload) Message(XElement sparkplug)
    {
        string?[] levels =
        [
            .. new[] { "namespace", "groupid", "messagetype", "edgenodeid", "deviceid" }.Select(level =>
                sparkplug.Descendants("field").FirstOrDefault(f => Name(f) == "sparkplugb." + level)?.Attribute("show")?.Value),
        ];
        var payload = new ProtoField("", "");
        Fill(payload, sparkplug.Elements("proto").Single(p => Name(p) == "protobuf"));
        return (string.Join('/', levels.Where(level => level is not null)), payload);
    }

    private static void Fill(ProtoField message, XElement element)
    {
        foreach (XElement field in element.Elements("field"))
        {
            string name = Name(field);
            if (name.StartsWith(FieldPrefix, StringComparison.Ordinal))
            {
                var child = new ProtoField(name[(name.LastIndexOf('.') + 1)..], field.Attribute("show")?.Value ?? "");
                message.Fields.Add(child);
                Fill(child, field);
            }
        }
    }

    private static string Name(XElement element) => element.Attribute("name")?.Value ?? "";
}
