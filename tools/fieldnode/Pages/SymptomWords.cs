using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Pages;

/// <summary>Cause and remedy of each number that a node shows. A member without an entry fails a test.</summary>
internal static class SymptomWords
{
    private static readonly Dictionary<Enum, Symptom> All = new[]
    {
        LedSymptoms.All, MqttFaultWords.All, QualityWords.All, ModbusSymptoms.All, PortWords.All, CommandSymptoms.All, NodeSymptoms.All,
    }.SelectMany(part => part).ToDictionary(one => one.Of);

    /// <summary>The entry of a member, or null.</summary>
    internal static Symptom? Find(Enum member) => All.GetValueOrDefault(member);
}
