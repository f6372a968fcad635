namespace FieldNode.Cli.Pages.Security;

/// <summary>One requirement of IEC 62443-4-2, in words of our own, and what answers it.</summary>
/// <param name="Id">The number: <c>CR 1.2</c>, <c>CR 1.2 RE(1)</c>, <c>EDR 3.10</c>.</param>
/// <param name="Asks">What it asks for.</param>
/// <param name="Verdict">How the board stands to it.</param>
/// <param name="Here">What is done, or why it does not apply.</param>
internal sealed record Requirement(string Id, string Asks, RequirementVerdict Verdict, string Here)
{
    /// <summary>What the site does (compensated), or the way out (not on stock nanoFramework).</summary>
    internal string Else { get; init; } = "";

    /// <summary>The tests that hold it: <c>Class</c> or <c>Class.Method</c>.</summary>
    internal string[] Tests { get; init; } = [];

    /// <summary>The points of the Cyber Resilience Act's Annex I that it also answers, as <c>I(2)(d)</c>, <c>II(1)</c>.</summary>
    internal string[] Cra { get; init; } = [];

    /// <summary>The provisions of ETSI EN 303 645 that it also answers, as <c>5.5-1</c>.</summary>
    internal string[] Etsi { get; init; } = [];
}
