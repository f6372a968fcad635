namespace FieldNode.Mqtt
{
    /// <summary>A wire that keeps what it makes of a topic, for those that are published to again and again.</summary>
    public interface ITopicKeeper
    {
        /// <summary>Tells the topics, once and before the first connection. They are known again as these objects.</summary>
        void Keep(string[] topics);
    }
}
