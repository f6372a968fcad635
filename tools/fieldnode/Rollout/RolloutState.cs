using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Virtual;

namespace FieldNode.Cli.Rollouts;

/// <summary>A roll-out as its file has it: enough to go on after the desk died, and to show it while it runs (docs/rollout.md).</summary>
internal sealed class RolloutState
{
    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    public int Format { get; init; } = CurrentFormat;

    public required string Group { get; init; }

    /// <summary>What --nodes said.</summary>
    public required string Pattern { get; init; }

    public required BundleFacts Bundle { get; init; }

    /// <summary>The desk that wrote it last.</summary>
    public DeskFacts? Desk { get; set; }

    public DateTime Started { get; init; }

    /// <summary>When the file was written.</summary>
    public DateTime Written { get; set; }

    public RolloutPhase Phase { get; set; }

    /// <summary>Why it stopped, or empty.</summary>
    public string Why { get; set; } = "";

    /// <summary>The ring that is under way.</summary>
    public int Ring { get; set; }

    /// <summary>Their names: the canaries, then as --rings said.</summary>
    public required IReadOnlyList<string> Rings { get; init; }

    public string StopAt { get; set; } = "5%";

    public int Parallel { get; init; } = 8;

    public int SoakSeconds { get; init; } = 60;

    public int Tries { get; init; } = 3;

    public int CertificateDays { get; init; } = 7;

    public int JournalMax { get; init; } = 10_000;

    /// <summary>Folder of the desk's node files, or null.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>The site's PKI, or null.</summary>
    public string? PkiFolder { get; init; }

    /// <summary>Time that a desk spent on it.</summary>
    public double Seconds { get; set; }

    /// <summary>For who only reads it.</summary>
    public RolloutCounts Counts => RolloutCounts.Of(this);

    public required List<RolloutNode> Nodes { get; init; }

    /// <summary>Nodes that were meant and had no place in the plan.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Another desk goes on with it: a node to which something was sent stays under way, and is asked first where it is.</summary>
    internal void Reopen()
    {
        foreach (RolloutNode node in Nodes.Where(node => node is { Status: NodeStatus.Running, Phase: <= UpdatePhase.Planned }))
        {
            node.Status = NodeStatus.Waiting;
        }
        if (Phase != RolloutPhase.Done)
        {
            (Phase, Why) = (Phase == RolloutPhase.Soaking ? RolloutPhase.Soaking : RolloutPhase.Running, "");
        }
    }

    internal string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <summary>Written whole beside its place, and renamed: who reads it meanwhile has the old or the new one.</summary>
    internal void Save(string path)
    {
        Written = DateTime.UtcNow;
        DurableFile.Write(path, ToJson());
    }

    /// <param name="path">The file.</param>
    /// <param name="option">Who names it.</param>
    /// <exception cref="UserError">It is none.</exception>
    internal static RolloutState Read(string path, string option = "--resume")
    {
        NamedFile.MustBeThere(path, $"{option} wants the file that a roll-out left");
        try
        {
            string text = RegularFile.ReadAllText(path);
            using (JsonDocument document = JsonDocument.Parse(text))
            {
                if (!document.RootElement.TryGetProperty("format", out JsonElement format) || format.GetInt32() is not (> 0 and var number))
                {
                    throw new JsonException("it names no format");
                }
                if (number != CurrentFormat)
                {
                    throw new UserError($"{path}: of form {number}, this fieldnode knows {CurrentFormat}. Use the fieldnode that rolls out", ExitStatus.Usage);
                }
            }
            RolloutState state = JsonSerializer.Deserialize<RolloutState>(text, Form)!;
            return state.FitsTogether ? state : throw new JsonException("its rings and nodes do not fit together");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: no state of a roll-out: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }

    private bool FitsTogether => Ring >= 0 && Ring < Rings.Count && Rings.All(ring => ring is not null)
        && Nodes.All(node => node is not null && node.Ring >= 0 && node.Ring < Rings.Count) && LeftOut.All(one => one is not null);
}
