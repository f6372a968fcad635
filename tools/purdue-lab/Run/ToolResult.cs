namespace FieldNode.PurdueLab;

/// <summary>What came of a program.</summary>
internal sealed record ToolResult(int Status, string Output, string Error)
{
    /// <summary>Both streams.</summary>
    internal string All => Output + Error;
}
