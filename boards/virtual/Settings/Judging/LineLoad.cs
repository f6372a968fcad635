namespace FieldNode.Virtual.Settings;

/// <summary>How busy a serial line is with what its devices are asked for.</summary>
/// <param name="Line">Index among the lines of the node file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Percent">Share of the time that it is busy; more than 100: it cannot keep up.</param>
/// <param name="Requests">Requests of one round of all its scans.</param>
/// <param name="RoundMs">How long that round takes, in ms.</param>
public sealed record LineLoad(int Line, string Name, double Percent, int Requests, double RoundMs)
{
    /// <summary>A share in percent as people read it: whole, but below 1 with a digit behind the point.</summary>
    internal static string Words(double percent) =>
        percent is > 0 and < 1 ? FormattableString.Invariant($"{Math.Max(0.1, percent):0.0} %") : FormattableString.Invariant($"{percent:0} %");
}
