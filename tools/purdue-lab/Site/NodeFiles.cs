using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>Node files of the lab.</summary>
internal static class NodeFiles
{
    /// <summary>Values that hosts may write in a minute; a flood of writes must not bring more to Level 0.</summary>
    internal const int WritesPerMinute = 20;

    internal const string Kiln = "Kiln";
    internal const string Fan = "Fan";
    internal const string Dryer = "Dryer";

    private const string Line = "bus";

    /// <summary>The node of a lab.</summary>
    /// <param name="port">Its serial line.</param>
    /// <param name="hasDryer">With the device that is added at run time.</param>
    /// <param name="isLoose">Without the bound on writes: the lab must then find that a flood reaches Level 0.</param>
    internal static string OfLab(string node, string broker, string port, bool hasDryer, bool isLoose = false)
    {
        var devices = new JsonArray(Device(Kiln, 1, "Setpoint", hasLimit: true), Device(Fan, 2, "Damper", hasLimit: false));
        if (hasDryer)
        {
            devices.Add((JsonNode)Device(Dryer, 3, "Speed", hasLimit: false));
        }
        return new JsonObject
        {
            ["version"] = 1, ["group"] = LabSite.Group, ["node"] = node, ["board"] = "simulated", ["broker"] = Broker(broker),
            ["sparkplug"] = new JsonObject
            {
                ["mode"] = "commands", ["healthPeriodMs"] = 2000, ["writesPerMinuteMax"] = isLoose ? 0 : WritesPerMinute, ["commandAgeMaxMs"] = 60_000,
                ["primaryHost"] = new JsonObject { ["id"] = LabSite.HostId, ["birthDelayMaxMs"] = 0 },
            },
            ["lines"] = new JsonArray(new JsonObject
            {
                ["name"] = Line, ["port"] = port, ["baud"] = 115200, ["parity"] = "none", ["stopBits"] = 1, ["replyTimeoutMs"] = 2000, ["mergeGap"] = 0,
            }),
            ["devices"] = devices,
            ["update"] = new JsonObject { ["confirmMs"] = 10_000, ["trialMs"] = 60_000 },
        }.ToJsonString();
    }

    /// <summary>A node that only has to be there: one simulated sensor.</summary>
    internal static string Small(string node, string broker) => new JsonObject
    {
        ["version"] = 1, ["group"] = LabSite.Group, ["node"] = node, ["board"] = "simulated", ["broker"] = Broker(broker),
        ["buses"] = new JsonArray(new JsonObject { ["name"] = "i2c1", ["kind"] = "i2c", ["port"] = "1" }),
        ["sensors"] = new JsonArray(new JsonObject
        {
            ["name"] = "air", ["device"] = "Room", ["bus"] = "i2c1", ["kind"] = "bme280", ["address"] = 118, ["periodMs"] = 500,
            ["tags"] = new JsonArray(new JsonObject { ["name"] = "Temperature", ["value"] = "temperature" }),
        }),
    }.ToJsonString();

    private static JsonObject Broker(string host) => new()
    {
        ["host"] = host, ["port"] = Plan.MqttPort, ["caFile"] = "ca.pem", ["certificateFile"] = "node.pem", ["keyFile"] = "node.key", ["keepAliveS"] = 5,
    };

    private static JsonObject Device(string name, int unit, string writable, bool hasLimit)
    {
        var tags = new JsonArray(
            new JsonObject
            {
                ["name"] = NumberedPlant.Tag, ["table"] = "holding", ["address"] = 0, ["type"] = "uint32", ["publishAs"] = "Int64", ["periodMs"] = 100,
            },
            new JsonObject
            {
                ["name"] = writable, ["table"] = "holding", ["address"] = NumberedPlant.SetpointAddress, ["type"] = "int16", ["low"] = 0, ["high"] = 1300,
                ["periodMs"] = 500, ["writable"] = true,
            });
        if (hasLimit)
        {
            tags.Add((JsonNode)new JsonObject { ["name"] = "Limit", ["table"] = "holding", ["address"] = NumberedPlant.LimitAddress, ["type"] = "int16", ["periodMs"] = 1000 });
        }
        return new JsonObject { ["name"] = name, ["line"] = Line, ["unit"] = unit, ["tags"] = tags };
    }
}
