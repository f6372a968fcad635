namespace FieldNode.Host;

/// <summary>
/// Who asks a node for its births, and after what. MQTT does not say who sent a command; but a host that does not take a birth asks again after each,
/// and one that drops the birth of a device that came back asks after each return.
/// </summary>
internal sealed class RebirthAsks
{
    /// <summary>So many requests, each soon after the births that answered the one before: several hosts that start together ask, too.</summary>
    private const int InARow = 4;

    private const int ReturnsAsked = 2;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private DateTime? bornUtc;    // the births that answered the last request
    private bool isPending;       // asked, and not born since
    private int row;
    private int tellAt = InARow;
    private string? returned;     // a device that came back with the aliases that it had
    private DateTime returnedUtc;
    private int returnsAsked;

    internal void NodeBorn(DateTime utc)
    {
        bornUtc = isPending ? utc : null;
        isPending = false;
        returned = null;
    }

    internal void DeviceReturned(string device, DateTime utc) => (returned, returnedUtc) = (device, utc);

    /// <summary>A message of the node was lost, or broke a rule: reason enough for any host to ask.</summary>
    internal void HasReason()
    {
        bornUtc = null;
        returned = null;
    }

    /// <summary>A host asks for a rebirth.</summary>
    internal void Asked(DateTime utc, FindingBook book)
    {
        if (isPending)
        {
            return; // one more before the births are there is no news
        }
        isPending = true;
        if (returned is string device && utc - returnedUtc <= Soon)
        {
            AskedAfterReturn(device, utc - returnedUtc, book);
            return;
        }
        row = bornUtc is DateTime born && utc - born <= Soon ? row + 1 : 1;
        tellAt = row == 1 ? InARow : tellAt;
        if (row >= tellAt)
        {
            tellAt *= 2;
            book.Add(FindingKind.RebirthAskedAgain,
                $"asked for a rebirth {row} times in a row, each within {Soon.TotalSeconds:0} s of the births that answered the one before: a host does not take "
                + "them. Look into the hosts' logs; what hosts trip over, and the node's setting for it, is in docs/hosts.md");
        }
    }

    private void AskedAfterReturn(string device, TimeSpan after, FindingBook book)
    {
        if (++returnsAsked >= ReturnsAsked)
        {
            returnsAsked = 0;
            book.Add(FindingKind.DeviceReturnDropped,
                $"asked for a rebirth {after.TotalSeconds:0.0} s after device {device} came back with the aliases that it had, as before: a host drops such a DBIRTH "
                + "(Tahu's does). Set sparkplug.deviceReturn to \"rebirth\" in the node file");
        }
    }
}
