using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What an import does to a node file: which device, which tags are new, which take another's place; and the bytes after it.</summary>
internal sealed class DevicePlan
{
    private readonly NodeSettings before;
    private readonly IReadOnlyList<MapTag> tags;

    private DevicePlan(NodeSettings before, IReadOnlyList<MapTag> tags, string device)
    {
        this.before = before;
        this.tags = tags;
        Device = device;
    }

    internal string Device { get; }

    /// <summary>The file does not have the device yet.</summary>
    internal bool IsNew { get; private set; }

    internal int Added { get; private set; }

    internal int Replaced { get; private set; }

    /// <summary>The file with the tags.</summary>
    internal byte[] Content { get; private set; } = [];

    /// <summary>Index of the device in the file.</summary>
    internal int Index { get; private set; }

    /// <summary>Makes a plan.</summary>
    /// <param name="content">The node file's bytes.</param>
    /// <param name="before">The same, read and without faults.</param>
    /// <param name="tags">The tags to put in.</param>
    /// <param name="options">Device, its line and unit if it is new, and whether tags of the same name may be replaced.</param>
    /// <exception cref="UserError">It cannot be done; the text says why.</exception>
    internal static DevicePlan Make(byte[] content, NodeSettings before, IReadOnlyList<MapTag> tags, TargetOptions options)
    {
        var plan = new DevicePlan(before, tags, options.Device);
        var text = new NodeFileText(content);
        plan.Index = Array.FindIndex(before.Devices ?? [], device => device.Name == options.Device);
        if (plan.Index < 0)
        {
            plan.AddDevice(text, options);
        }
        else
        {
            plan.AddTags(text, options);
        }
        plan.Content = text.Content;
        return plan;
    }

    private void AddDevice(NodeFileText text, TargetOptions options)
    {
        if (options.Line is null || options.Unit is null)
        {
            string known = string.Join(", ", (before.Devices ?? []).Select(device => device.Name));
            throw new UserError($"device {Device} is not in the file{(known.Length == 0 ? "" : $" (it has {known})")}; "
                + "to add it say where it hangs: --line NAME --unit N", ExitStatus.Usage);
        }
        IsNew = true;
        Added = tags.Count;
        Index = before.Devices?.Length ?? 0;
        string device = $"{{\n  \"name\": {TagText.Quoted(Device)},\n  \"line\": {TagText.Quoted(options.Line)},\n  \"unit\": {options.Unit},\n"
            + "  \"tags\": [\n    " + string.Join(",\n    ", tags.Select(tag => TagText.Of(tag.Json))) + "\n  ]\n}";
        if (before.Devices is null)
        {
            text.AddMember("devices", "[\n    " + device.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n  ]");
            return;
        }
        text.Append(["devices"], [device]);
    }

    private void AddTags(NodeFileText text, TargetOptions options)
    {
        DeviceSettings device = before.Devices[Index];
        if ((options.Line is not null && options.Line != device.Line) || (options.Unit is not null && options.Unit != device.Unit))
        {
            throw new UserError($"device {Device} is unit {device.Unit} on {device.Line} in the file; leave out --line and --unit to add to it",
                ExitStatus.Usage);
        }
        var there = device.Tags.Select((tag, i) => (tag.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.OrdinalIgnoreCase);
        var doubles = tags.Where(tag => there.ContainsKey(tag.Name)).ToList();
        if (doubles.Count > 0 && !options.Replace)
        {
            throw new UserError($"device {Device} has {Few(doubles)} already; --replace puts the new ones in their place");
        }
        foreach (MapTag tag in doubles)
        {
            text.Set(["devices", Index, "tags", there[tag.Name]], TagText.Of(tag.Json));
        }
        var added = tags.Where(tag => !there.ContainsKey(tag.Name)).ToList();
        if (added.Count > 0)
        {
            text.Append(["devices", Index, "tags"], [.. added.Select(tag => TagText.Of(tag.Json))]);
        }
        Added = added.Count;
        Replaced = doubles.Count;
    }

    private static string Few(List<MapTag> tags) =>
        string.Join(", ", tags.Take(3).Select(tag => tag.Name)) + (tags.Count > 3 ? $" and {tags.Count - 3} more" : "");
}
