namespace FieldNode.Simulation;

/// <summary>
/// Samples that are not accounted for yet. A clock that was set back reaches a millisecond a second time, so one tag may have several with the
/// same time; its value says which one a message means.
/// </summary>
internal sealed class OpenSamples
{
    private readonly Dictionary<(int Tag, long UtcMs), Sample> newest = [];

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<Sample> All()
    {
        foreach (Sample last in newest.Values)
        {
            for (Sample? sample = last; sample is not null; sample = sample.SameTime)
            {
                yield return sample;
            }
        }
    }

    public void Add(Sample sample)
    {
        var key = (sample.Tag, sample.UtcMs);
        sample.SameTime = newest.GetValueOrDefault(key);
        newest[key] = sample;
    }

    /// <summary>The last sample of a tag with this time; null: there is none.</summary>
    public Sample? Last(int tag, long utcMs) => newest.GetValueOrDefault((tag, utcMs));

    /// <summary>The sample of a tag with this time and value; null: there is none.</summary>
    public Sample? Find(int tag, long utcMs, long bits)
    {
        Sample? sample = Last(tag, utcMs);
        while (sample is not null && sample.Bits != bits)
        {
            sample = sample.SameTime;
        }

        return sample;
    }

    public void Remove(Sample sample)
    {
        var key = (sample.Tag, sample.UtcMs);
        Sample last = newest[key];
        if (last != sample)
        {
            Sample later = last;
            while (later.SameTime != sample)
            {
                later = later.SameTime!;
            }

            later.SameTime = sample.SameTime;
        }
        else if (sample.SameTime is { } earlier)
        {
            newest[key] = earlier;
        }
        else
        {
            newest.Remove(key);
        }
    }
}
