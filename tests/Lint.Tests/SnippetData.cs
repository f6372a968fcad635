using Microsoft.CodeAnalysis;

namespace FieldNode.Lint.Tests;

/// <summary>Rows for the theories: each snippet as a debug build and as an optimised one.</summary>
internal static class SnippetData
{
    public static TheoryData<string, string, OptimizationLevel> BothBuilds(params (string Rule, string Members)[] rows)
    {
        var data = new TheoryData<string, string, OptimizationLevel>();
        foreach (var (rule, members) in rows)
        {
            data.Add(rule, members, OptimizationLevel.Debug);
            data.Add(rule, members, OptimizationLevel.Release);
        }

        return data;
    }

    public static TheoryData<string, OptimizationLevel> BothBuilds(params string[] rows)
    {
        var data = new TheoryData<string, OptimizationLevel>();
        foreach (var members in rows)
        {
            data.Add(members, OptimizationLevel.Debug);
            data.Add(members, OptimizationLevel.Release);
        }

        return data;
    }
}
