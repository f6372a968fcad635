namespace FieldNode;

/// <summary>What a session owes a wire: nothing is sent on a closed one, CONNECT comes first and once, and only one PINGREQ waits for its answer.</summary>
internal sealed class WireRules
{
    private bool isOpen;
    private bool isConnected;
    private int pingsOpen;

    /// <summary>The wire is open: nothing was sent on it.</summary>
    public void Opened() => (isOpen, isConnected, pingsOpen) = (true, false, 0);

    /// <summary>It is closed, by whichever end.</summary>
    public void Closed() => (isOpen, isConnected, pingsOpen) = (false, false, 0);

    /// <summary>CONNECT is sent.</summary>
    public void Connecting()
    {
        Rule(!isConnected, "CONNECT", " twice on one connection");
        isConnected = true;
        Sending("CONNECT");
    }

    /// <summary>PINGREQ is sent.</summary>
    public void Pinging()
    {
        Rule(pingsOpen == 0, "PINGREQ", " while another waits");
        pingsOpen++;
        Sending("PINGREQ");
    }

    /// <summary>PINGRESP was handed out.</summary>
    public void Ponged() => pingsOpen -= pingsOpen > 0 ? 1 : 0;

    /// <summary>Another packet is sent.</summary>
    public void Sending(string what)
    {
        Rule(isOpen, what, " on a closed wire");
        Rule(isConnected, what, " before CONNECT");
    }

    /// <summary>The wire is asked for a packet.</summary>
    public void Receiving() => Rule(isOpen, "receive", " on a closed wire");

    // Two texts: putting them together takes memory.
    private static void Rule(bool isKept, string what, string breach)
    {
        if (!isKept)
        {
            throw new InvalidOperationException(what + breach);
        }
    }
}
