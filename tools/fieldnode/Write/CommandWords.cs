using FieldNode.Cli.Pages;
using FieldNode.Sparkplug;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli;

/// <summary>A node's verdicts on commands in a line, with what to do; the words are those of docs/symptoms.md.</summary>
internal static class CommandWords
{
    /// <summary>What a verdict means, and what to do about it.</summary>
    internal static (string Meaning, string ToDo) Of(CommandVerdict verdict) => verdict == CommandVerdict.Passed ? ("done", Symptom.Nothing)
        : SymptomWords.Find(verdict) is { } words ? (words.Meaning, Symptom.Plain(words.ToDo))
        : ($"verdict {(int)verdict}, which this program does not know", "Use a newer fieldnode");
}
