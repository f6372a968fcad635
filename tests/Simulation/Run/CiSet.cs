namespace FieldNode.Simulation;

/// <summary>The runs of CI: always the same.</summary>
internal static class CiSet
{
    public const int Seeds = 48;
    public const double Days = 0.4;

    /// <summary>Runs them until something does not hold.</summary>
    /// <returns>The seed and what does not hold, or null.</returns>
    public static string? FirstViolation()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var run = new SimulationRun(new RunOptions((ulong)seed, Days));
            try
            {
                run.Run();
            }
            catch (BrokenRunException broken)
            {
                return $"seed {seed}: {broken.Message}";
            }

            if (run.World.Tally.LostBeforeFirstBroker > 0)
            {
                return $"seed {seed}: {run.World.Tally.LostBeforeFirstBroker} samples were lost before the first broker";
            }
        }

        return null;
    }
}
