using System.Text.Json;
using System.Text.RegularExpressions;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Import;

/// <summary>One run of <c>fieldnode import</c>.</summary>
internal sealed partial class ImportRun(TextWriter output, TextWriter error)
{
    private const int FaultsShown = 40;

    private static readonly JsonSerializerOptions readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal string? Map { get; init; }

    internal string? Profile { get; init; }

    internal string? Config { get; init; }

    internal string? Out { get; init; }

    internal bool DryRun { get; init; }

    internal bool Json { get; init; }

    /// <summary>Rows with faults are told and left out.</summary>
    internal bool SkipFaulty { get; init; }

    internal TargetOptions? Target { get; init; }

    internal required MapOptions Options { get; init; }

    private string Source => Profile is null ? Map! : "profile " + Profile;

    internal int Run()
    {
        CheckUse();
        MapResult map = Profile is null ? MapReader.Read(MapFile.Read(Map!), Options) : OfProfile(ProfileBook.Find(Profile));
        if (SkipFaulty && map.Questions.Count == 0 && map.Tags.Count > 0 && map.Faults.All(fault => fault.IsOfRow))
        {
            foreach (MapFault fault in map.Faults)
            {
                error.WriteLine(SafeText.Of($"left out: {fault}"));
            }
            map = map with { Faults = [] };
        }
        if (map.Faults.Count > 0 || map.Questions.Count > 0)
        {
            return Tell(map, map.Faults.Select(fault => fault.ToString()), null, ExitStatus.Wrong);
        }
        if (Config is null)
        {
            return WriteTags(map);
        }
        return WriteConfig(map);
    }

    private void CheckUse()
    {
        if (Map is null == Profile is null)
        {
            throw new UserError("say either a register map or --profile NAME", ExitStatus.Usage);
        }
        if (Config is not null && Target is null)
        {
            throw new UserError("--config needs --device NAME: the device that the tags belong to", ExitStatus.Usage);
        }
        if (Config is null && Target is not null)
        {
            throw new UserError("--device needs --config FILE: the node file to put the tags into", ExitStatus.Usage);
        }
        if (Config is not null && Out is not null)
        {
            throw new UserError("--config and --out: say one of them", ExitStatus.Usage);
        }
    }

    private MapResult OfProfile(Profile profile) => new([.. profile.Tags.Select(tag =>
    {
        var copy = tag.DeepClone().AsObject();
        if (Options.PeriodMs is { } period)
        {
            copy["periodMs"] = period;
        }
        return new MapTag(0, copy["name"]!.GetValue<string>(), copy);
    })], [], [], 0);

    private int WriteTags(MapResult map)
    {
        if (Json || DryRun)
        {
            return Tell(map, [], Out is null ? null : $"{Out}: would hold {Count(map.Tags.Count, "tag")}", ExitStatus.Ok);
        }
        if (Out is null)
        {
            output.Write(TagText.List(map.Tags));
            error.WriteLine(Summary(map));
            return ExitStatus.Ok;
        }
        Write(Out, System.Text.Encoding.UTF8.GetBytes(TagText.List(map.Tags)));
        output.WriteLine($"{Out}: {Summary(map)}");
        return ExitStatus.Ok;
    }

    private int WriteConfig(MapResult map)
    {
        NamedFile.MustBeThere(Config, "Say which node file to put the tags into");
        SettingsResult before = SettingsFile.Read(Config);
        if (before.Settings is null)
        {
            throw new UserError($"{Config} has {Count(before.Faults.Count, "fault")} of its own; mend them first: fieldnode check {Config}");
        }
        DevicePlan plan = DevicePlan.Make(RegularFile.ReadAllBytes(Config), before.Settings, map.Tags, Target!);
        SettingsResult after = SettingsFile.Parse(plan.Content, Path.GetDirectoryName(Path.GetFullPath(Config)) ?? "/");
        if (after.Faults.Count > 0)
        {
            return Tell(map, after.Faults.Select(fault => Place(fault, plan, map)), null, ExitStatus.Wrong);
        }
        string did = plan.IsNew
            ? $"device {plan.Device} ({Target!.Line}, unit {Target.Unit}) {(DryRun ? "would be added" : "added")} with {Count(plan.Added, "tag")}"
            : $"device {plan.Device}: {Count(plan.Added, "tag")} {(DryRun ? "would be added" : "added")}, {plan.Replaced} replaced";
        if (!DryRun)
        {
            Write(Config, plan.Content);
        }
        return Tell(map, [], $"{Config}: {did}", ExitStatus.Ok);
    }

    // A fault of a tag is told with the line of the map that it came from.
    private static string Place(SettingsFault fault, DevicePlan plan, MapResult map)
    {
        var match = TagPath().Match(fault.Path);
        if (plan.IsNew && match.Success && int.Parse(match.Groups[1].Value) == plan.Index)
        {
            MapTag tag = map.Tags[int.Parse(match.Groups[2].Value)];
            return tag.Line == 0 ? $"tag {tag.Name}: {fault}" : $"line {tag.Line}, tag {tag.Name}: {fault}";
        }
        return fault.ToString();
    }

    private int Tell(MapResult map, IEnumerable<string> faults, string? did, int status)
    {
        var list = faults.ToList();
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                source = Source, ok = status == ExitStatus.Ok, written = status == ExitStatus.Ok && !DryRun && (Config ?? Out) is not null,
                did, faults = list, questions = map.Questions.Select(question => question.ToString()), tags = map.Tags.Select(tag => tag.Json),
                skippedRows = map.Skipped, reservedRows = map.Reserved, writeOnlyRows = map.WriteOnly, unusedColumns = map.UnusedHeadings,
            }, readable));
            return status;
        }
        if (list.Count + map.Questions.Count > 0)
        {
            TellTroubles(map, list);
            return status;
        }
        if (DryRun)
        {
            Columns.Write(output, ["line", "tag", "table", "address", "type", "order", "scale", "unit", "write"], [.. map.Tags.Select(Row)]);
        }
        output.WriteLine(Summary(map));
        if (did is not null)
        {
            output.WriteLine(did);
        }
        return status;
    }

    // The questions last, as the next command answers them; nobody reads a thousand faults.
    private void TellTroubles(MapResult map, List<string> faults)
    {
        foreach (string fault in faults.Take(FaultsShown))
        {
            output.WriteLine(SafeText.Of(fault));
        }
        if (faults.Count > FaultsShown)
        {
            output.WriteLine($"and {Count(faults.Count - FaultsShown, "fault")} more; --json has them all");
        }
        foreach (MapQuestion question in map.Questions)
        {
            output.WriteLine(SafeText.Of($"question: {question}"));
        }
        if (map.UnusedHeadings.Count > 0)
        {
            output.WriteLine(SafeText.Of($"columns not used: {string.Join(", ", map.UnusedHeadings)}"));
        }
        string[] counts = [.. new[] { (Number: faults.Count, Noun: "fault"), (Number: map.Questions.Count, Noun: "question") }
            .Where(pair => pair.Number > 0).Select(pair => Count(pair.Number, pair.Noun))];
        output.WriteLine(SafeText.Of($"{Source}: {string.Join(", ", counts)}; nothing was written"));
    }

    private static string[] Row(MapTag tag)
    {
        string Of(string member) => tag.Json[member]?.ToString() ?? "";
        string type = Of("type") + (Of("bit").Length > 0 ? $" bit {Of("bit")}" : Of("length").Length > 0 ? $" of {Of("length")}" : "");
        return [tag.Line == 0 ? "" : tag.Line.ToString(), tag.Name, Of("table"), Of("address"), type, Of("order"), Of("scale"), Of("unit"),
            Of("writable") == "true" ? "yes" : ""];
    }

    private string Summary(MapResult map)
    {
        int renamed = map.Tags.Count(tag => tag.Said != tag.Name && !Options.AddressInNames);
        string text = $"{Source}: {Count(map.Tags.Count, "tag")}";
        text += map.Skipped == 0 ? "" : $", {Count(map.Skipped, "row")} without an address left out";
        text += map.Reserved == 0 ? "" : $", {Count(map.Reserved, "reserved row")} left out";
        text += map.WriteOnly == 0 ? "" : $", {Count(map.WriteOnly, "write-only row")} left out";
        text += map.UnitLists == 0 ? "" : $", {Count(map.UnitLists, "unit")} that list values left out";
        text += renamed == 0 ? "" : $", {Count(renamed, "name")} changed to what hosts accept";
        text += map.Unordered == 0 ? "" : $"; nothing says the order of {Count(map.Unordered, "wide value")}, so abcd as in most devices (--order)";
        text += map.UnusedHeadings.Count == 0 ? "" : $"; columns not used: {string.Join(", ", map.UnusedHeadings)}";
        text += Profile is null ? "" : $" ({ProfileBook.Find(Profile).Status})";
        return SafeText.Of(text);
    }

    // Whole or not at all: beside it first, then over it.
    private static void Write(string path, byte[] content)
    {
        string beside = path + ".new";
        try
        {
            File.WriteAllBytes(beside, content);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: cannot be written: {failure.Message}", ExitStatus.Wrong, failure);
        }
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    [GeneratedRegex(@"^devices\[(\d+)\]\.tags\[(\d+)\]")]
    private static partial Regex TagPath();
}
