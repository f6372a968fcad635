using System.Globalization;

namespace FieldNode.Virtual.Sim;

/// <summary>
/// Currents that a person or a loop check puts into the simulated board: a file with lines <c>ain0=12.5</c>, in mA. An input without a
/// line moves by itself. Lines that cannot be read count for nothing.
/// </summary>
public sealed class SimInputs(string? path)
{
    /// <summary>Name of the file in the node's state folder.</summary>
    public const string FileName = "inputs.txt";

    private const int LookEveryMs = 100;
    private const int Inputs = 4;
    private readonly double?[] milliamps = new double?[Inputs];
    private long lookedMs = long.MinValue;

    /// <summary>True for the name of an input: ain0 to ain3.</summary>
    public static bool IsInput(string name) => name is ['a', 'i', 'n', >= '0' and < '4'];

    /// <summary>The current that an input is held at, or null.</summary>
    public double? Milliamps(int input, long nowMs)
    {
        if (path is not null && (lookedMs == long.MinValue || nowMs - lookedMs >= LookEveryMs))
        {
            lookedMs = nowMs;
            Look(path);
        }

        return milliamps[input];
    }

    private void Look(string file)
    {
        string[] lines = [];
        try
        {
            lines = File.Exists(file) ? File.ReadAllLines(file) : []; // whatever lies there: a pipe is how a test makes the loop stand still
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // somebody writes it just now: what was there still counts
        }

        Array.Clear(milliamps);
        foreach (string line in lines)
        {
            string[] sides = line.Split('=');
            if (sides.Length == 2 && sides[0].Trim() is var name && IsInput(name)
                && double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double ma))
            {
                milliamps[name[3] - '0'] = ma;
            }
        }
    }
}
