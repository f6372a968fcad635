namespace FieldNode.Lint;

/// <summary>One thing that compiles for nanoFramework and then fails or answers wrongly on the device.</summary>
/// <param name="Id">Short name, printed with every finding.</param>
/// <param name="Group">What the rule guards.</param>
/// <param name="What">What the code does, and what to write instead.</param>
/// <param name="Why">What the runtime makes of it, and where that is known from.</param>
public sealed record Rule(string Id, RuleGroup Group, string What, string Why);
