using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>Many boards, a line each: nodes.csv.</summary>
internal static class BatchFile
{
    private static readonly string[] Known = ["node", "group", "settings", "serial", "place", "port", "virtual", "board-file"];

    /// <summary>Reads it. What a line leaves open is as on the command line; names of files are relative to the list's folder.</summary>
    /// <exception cref="UserError">It is no such list; the message names the line.</exception>
    internal static IReadOnlyList<ProvisionOptions> Read(string path, ProvisionOptions usual)
    {
        NamedFile.MustBeThere(path, "It must be a list of boards: columns node, and of " + string.Join(", ", Known.Skip(1)));
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var csv = new CsvReader(new StreamReader(RegularFile.OpenRead(path)), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = args => args.Header.Trim().ToLowerInvariant(), MissingFieldFound = null, BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
        });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new UserError($"{path}: it is empty");
        }
        string[] header = [.. csv.HeaderRecord!.Select(name => name.Trim().ToLowerInvariant())];
        if (header.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            throw new UserError($"{path}: column '{unknown}'; known are {string.Join(", ", Known)}", ExitStatus.Usage);
        }
        if (!header.Contains("node"))
        {
            throw new UserError($"{path}: no column 'node'", ExitStatus.Usage);
        }
        var boards = new List<ProvisionOptions>();
        while (csv.Read())
        {
            string? Of(string name) => csv.TryGetField(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;
            string? Full(string? file) => file is null ? null : Path.GetFullPath(file, folder);
            int line = csv.Parser.RawRow;
            string settings = Full(Of("settings")) ?? usual.SettingsFile ?? throw new UserError($"{path}, line {line}: no settings file, and none is given besides");
            string node = Of("node") ?? throw new UserError($"{path}, line {line}: no node");
            string? port = Of("port");
            string? at = Full(Of("virtual"));
            boards.Add(usual with
            {
                SettingsFile = settings, Renamed = (Of("group") ?? GroupOf(settings), node), Serial = Of("serial") ?? usual.Serial, Place = Of("place") ?? usual.Place,
                Port = port ?? (at is null ? usual.Port : null), VirtualFolder = at ?? (port is null && usual.Port is null ? usual.VirtualFolder : null),
                BoardFile = Full(Of("board-file")) ?? usual.BoardFile, Yes = true,
            });
        }
        CheckTwice(path, boards);
        return boards;
    }

    private static void CheckTwice(string path, List<ProvisionOptions> boards)
    {
        foreach ((string what, Func<ProvisionOptions, string?> of) in new (string, Func<ProvisionOptions, string?>)[]
        {
            ("node", board => board.Renamed!.Value.Node), ("serial", board => board.Serial), ("virtual", board => board.VirtualFolder),
        })
        {
            string? twice = boards.Select(of).OfType<string>().GroupBy(value => value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;
            if (twice is not null)
            {
                throw new UserError($"{path}: {what} {twice} stands twice");
            }
        }
    }

    // The file's own: it is read again, and checked, when its board's turn comes.
    private static string GroupOf(string settings) => NodeFile.Read(settings, null).Settings.Group;
}
