namespace FieldNode.Cli.Pages.Security;

/// <summary>A point of another text (Cyber Resilience Act, ETSI EN 303 645), in words of our own.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Asks">What it asks for.</param>
internal sealed record OutsidePoint(string Id, string Asks)
{
    /// <summary>What answers it besides the requirements that name it.</summary>
    internal string Here { get; init; } = "";

    /// <summary>What is missing, or is for whoever ships the product.</summary>
    internal string Missing { get; init; } = "";

    /// <summary>The tests that hold what <see cref="Here"/> says.</summary>
    internal string[] Tests { get; init; } = [];
}
