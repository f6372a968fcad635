namespace FieldNode.Conformance;

/// <summary>What became of one normative statement.</summary>
public enum Grade
{
    /// <summary>Nothing that it speaks of was seen.</summary>
    NotSeen,
    /// <summary>It held each time.</summary>
    Pass,
    /// <summary>It was broken at least once; a later pass changes nothing.</summary>
    Fail,
}
