namespace FieldNode.Host;

/// <summary>How many messages of each type came.</summary>
public sealed class MessageCounts
{
    private readonly long[] counts = new long[Enum.GetValues<MessageType>().Length];

    public long this[MessageType type] => counts[(int)type];

    public long Births => this[MessageType.NBirth] + this[MessageType.DBirth];

    public long Data => this[MessageType.NData] + this[MessageType.DData];

    internal void Add(MessageType type) => counts[(int)type]++;
}
