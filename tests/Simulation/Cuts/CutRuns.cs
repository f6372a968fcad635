namespace FieldNode.Simulation;

/// <summary>The supply goes at every operation on flash, one by one, with every remainder that flash may leave.</summary>
internal static class CutRuns
{
    /// <summary>Runs them all; ends with one line.</summary>
    /// <returns>Exit status.</returns>
    public static int Run()
    {
        int operations = CutLife.Operations();
        (int cuts, int violations) = (0, 0);
        foreach (Remains remains in Enum.GetValues<Remains>())
        {
            foreach (bool losesOrder in remains == Remains.Whole ? new[] { false, true } : [false])
            {
                for (int operation = 0; operation < operations; operation++)
                {
                    cuts++;
                    string? fault = CutLife.Fault(operation, remains, losesOrder);
                    if (fault is not null)
                    {
                        violations++;
                        Console.WriteLine($"cut at operation {operation} of {operations}, {remains}{(losesOrder ? ", out of order" : "")}: {fault}");
                    }
                }
            }
        }

        Console.WriteLine($"cuts={cuts} violations={violations}");
        return violations == 0 && cuts > 0 ? 0 : 1;
    }
}
