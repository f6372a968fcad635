using System.Globalization;
using FieldNode.Virtual;

namespace FieldNode.Cli.Service;

/// <summary>What systemd says of the service, and whether its unit still fits the node file.</summary>
internal sealed record ServiceStatus
{
    private const string Asked = "ActiveState,SubState,Result,MainPID,NRestarts,ActiveEnterTimestamp";

    internal required string Name { get; init; }
    internal required string State { get; init; }
    internal required string Result { get; init; }
    internal required int Pid { get; init; }
    internal required int Restarts { get; init; }
    internal required string Since { get; init; }

    /// <summary>The unit is what 'service install' would write now; null: that cannot be told.</summary>
    internal bool? FitsNodeFile { get; init; }

    internal bool IsRunning => State == "active (running)";

    /// <exception cref="UserError">There is no such service.</exception>
    internal static ServiceStatus Of(ServiceOptions options, ISystemCommands system)
    {
        string unit = options.Here(options.UnitPath);
        if (!File.Exists(unit))
        {
            throw new UserError($"{options.UnitPath}: no such service. fieldnode service install makes it, --name NAME names another");
        }
        (int status, string said) = system.Run("systemctl", "show", options.Name, "-p", Asked);
        if (status != 0)
        {
            throw new UserError($"systemctl show {options.Name}: {said.ReplaceLineEndings(" ")}");
        }
        Dictionary<string, string> values = ValuesOf(said.Split('\n'));
        return new ServiceStatus
        {
            Name = options.Name, State = $"{values.GetValueOrDefault("ActiveState", "unknown")} ({values.GetValueOrDefault("SubState", "")})",
            Result = values.GetValueOrDefault("Result", ""), Pid = Number(values, "MainPID"), Restarts = Number(values, "NRestarts"),
            Since = values.GetValueOrDefault("ActiveEnterTimestamp", ""), FitsNodeFile = Fits(options, unit),
        };
    }

    /// <summary>Members of the section that the tool keeps for itself in a unit.</summary>
    internal static Dictionary<string, string> Kept(string unit) =>
        ValuesOf(RegularFile.ReadAllLines(unit).SkipWhile(line => line != "[X-FieldNode]").Skip(1));

    internal IEnumerable<string> Lines()
    {
        yield return $"{Name}: {State}{(Since.Length > 0 ? " since " + Since : "")}"
            + (Pid > 0 ? $", process {Pid}" : $", result {Result}") + $", {Restarts} restarts";
        if (FitsNodeFile == false)
        {
            yield return "the unit does not fit the node file any more (devices, broker or names have changed): fieldnode service install, as before";
        }
        if (!IsRunning)
        {
            yield return $"its last words: journalctl -u {Name} -n 20";
        }
    }

    // Lines that do not hang on the node file (the program, say) are not compared: only what follows from it.
    private static bool? Fits(ServiceOptions options, string unit)
    {
        Dictionary<string, string> kept = Kept(unit);
        if (!kept.TryGetValue("Config", out string? config) || !kept.TryGetValue("State", out string? state) || !kept.TryGetValue("User", out string? user))
        {
            return null;
        }
        var same = options with { Config = config, State = state, User = user, Program = ["/usr/local/bin/fieldnode"], DotnetRoot = null };
        try
        {
            (string now, _) = new ServiceInstall(same, new SystemCommands(), TextWriter.Null).Prepare();
            return Part(now).SequenceEqual(Part(RegularFile.ReadAllText(unit)));
        }
        catch (UserError)
        {
            return null; // the node file is not there, not readable for this user, or has faults: 'check' says so
        }
    }

    private static IEnumerable<string> Part(string unit) => unit.Split('\n')
        .Where(line => line.Split('=')[0] is "Description" or "Wants" or "After" or "SupplementaryGroups" or "DevicePolicy" or "DeviceAllow" or "PrivateDevices"
            or "IPAddressDeny" or "IPAddressAllow");

    private static Dictionary<string, string> ValuesOf(IEnumerable<string> lines) => lines
        .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(pair => pair.Key, pair => pair.Last()[1].Trim());

    private static int Number(Dictionary<string, string> values, string name) =>
        int.TryParse(values.GetValueOrDefault(name), CultureInfo.InvariantCulture, out int number) ? number : 0;
}
