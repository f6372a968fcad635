namespace FieldNode.Simulation;

/// <summary>The runs of CI: always the same.</summary>
internal static class CiSet
{
    public const int Seeds = 48;
    public const double Days = 0.4;

    /// <summary>Runs them until something does not hold.</summary>
    /// <param name="first">The seed to begin with, 1 to <see cref="Seeds"/>; behind the last the first follows.</param>
    /// <returns>The seed and what does not hold, or null.</returns>
    public static string? FirstViolation(int first)
    {
        for (int i = 0; i < Seeds; i++)
        {
            int seed = 1 + (first - 1 + i) % Seeds;
            var run = new SimulationRun(new RunOptions((ulong)seed, Days));
            try
            {
                run.Run();
            }
            catch (BrokenRunException broken)
            {
                return $"seed {seed}: {broken.Message}";
            }
        }

        return null;
    }
}
