namespace FieldNode.Tools.Tests;

/// <summary>A clock that stands where a test has put it.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
