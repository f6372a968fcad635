namespace FieldNode.Simulation;

/// <summary>The supply goes at every operation on flash, one by one, with every remainder that flash may leave.</summary>
internal static class CutRuns
{
    private readonly record struct Cut(CutStory Story, int Operation, FlashOperation On, Remains Remains, bool LosesOrder)
    {
        public string Store => $"{Story.Name}: {CutStory.StoreOf(On.Name)}";
    }

    /// <summary>Runs them all; a line for each store, and one at the end.</summary>
    /// <returns>Exit status.</returns>
    public static int Run()
    {
        Cut[] cuts = [.. CutStory.All.SelectMany(CutsOf)];
        string?[] faults = new string?[cuts.Length];
        Parallel.For(0, cuts.Length, i => faults[i] = FaultOf(cuts[i]));
        foreach (string fault in faults.OfType<string>())
        {
            Console.WriteLine(fault);
        }

        foreach (IGrouping<string, Cut> store in cuts.GroupBy(cut => cut.Store))
        {
            Cut[] operations = [.. store.DistinctBy(cut => (cut.Story, cut.Operation))];
            Console.WriteLine($"{store.Key}: {operations.Length} operations, {operations.Count(cut => cut.On.Act == FlashAct.Open)} of them openings, {store.Count()} cuts");
        }

        int violations = faults.Count(fault => fault is not null);
        Console.WriteLine($"cuts={cuts.Length} violations={violations}");
        return violations == 0 && cuts.Length > 0 ? 0 : 1;
    }

    /// <summary>Runs those of one life until one does not hold, those out of order first.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The cut and what does not hold, or null.</returns>
    public static string? FirstViolation(string name) => CutStory.All.Where(story => story.Name == name).SelectMany(CutsOf)
        .OrderBy(cut => cut.On.Act == FlashAct.Open).ThenByDescending(cut => cut.LosesOrder).ThenByDescending(cut => cut.Remains == Remains.Torn)
        .Select(FaultOf).FirstOrDefault(fault => fault is not null);

    private static IEnumerable<Cut> CutsOf(CutStory story) => story.Operations().SelectMany((one, i) =>
        CutStory.RemaindersOf(one.Act).Select(left => new Cut(story, i, one, left.Remains, left.LosesOrder)));

    private static string? FaultOf(Cut cut)
    {
        string? fault = cut.Story.Fault(cut.Operation, cut.Remains, cut.LosesOrder);
        return fault is null ? null : $"{cut.Store}, cut at operation {cut.Operation} ({cut.On.Act}), {cut.Remains}{(cut.LosesOrder ? ", out of order" : "")}: {fault}";
    }
}
