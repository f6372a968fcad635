namespace FieldNode.Simulation;

/// <summary>The supply goes at every operation on flash, one by one, with every remainder that flash may leave.</summary>
internal static class CutRuns
{
    private delegate string? Cut(int operation, Remains remains, bool losesOrder);

    /// <summary>Runs them all; ends with one line.</summary>
    /// <returns>Exit status.</returns>
    public static int Run()
    {
        (int cuts, int violations) = (0, 0);
        foreach ((string name, int operations, Cut cut) in new (string, int, Cut)[]
        {
            ("node", CutLife.Operations(), CutLife.Fault), ("board", BoardLife.Operations(), (operation, remains, losesOrder) => BoardLife.Fault(operation, remains, losesOrder)),
        })
        {
            foreach (Remains remains in Enum.GetValues<Remains>())
            {
                foreach (bool losesOrder in remains == Remains.Whole ? new[] { false, true } : [false])
                {
                    for (int operation = 0; operation < operations; operation++)
                    {
                        cuts++;
                        string? fault = cut(operation, remains, losesOrder);
                        if (fault is not null)
                        {
                            violations++;
                            Console.WriteLine($"{name}, cut at operation {operation} of {operations}, {remains}{(losesOrder ? ", out of order" : "")}: {fault}");
                        }
                    }
                }
            }

            Console.Error.WriteLine($"{name}: {operations} operations");
        }

        Console.WriteLine($"cuts={cuts} violations={violations}");
        return violations == 0 && cuts > 0 ? 0 : 1;
    }
}
