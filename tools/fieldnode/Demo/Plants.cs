namespace FieldNode.Cli;

/// <summary>The one place that knows which simulated plant the demo uses.</summary>
internal static class Plants
{
    internal static IPlant Start() => throw new UserError("the simulated plant is not plugged in yet");
}
