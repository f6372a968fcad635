namespace FieldNode.Lint;

/// <summary>What a rule guards. A caller may ask for some groups only.</summary>
public enum RuleGroup
{
    /// <summary>The runtime cannot load or run it.</summary>
    Runtime,

    /// <summary>The runtime's stack takes the value for unsigned where C# takes it for signed.</summary>
    Sign,

    /// <summary>A number or a date comes out otherwise than on .NET.</summary>
    Value,

    /// <summary>The node would listen: it opens no door, on no interface.</summary>
    Listener,

    /// <summary>A room does what only a board may do.</summary>
    Room,
}
