// nanoFramework.Json 2.2.213.

namespace nanoFramework.Json
{
    public static class JsonConvert
    {
        public static object DeserializeObject(string value, System.Type type, JsonSerializerOptions options) => throw null;
    }

    public sealed class JsonSerializerOptions
    {
        public JsonSerializerOptions() => throw null;
        public Resolvers.IMemberResolver Resolver { get => throw null; set => throw null; }
    }
}

namespace nanoFramework.Json.Resolvers
{
    public interface IMemberResolver
    {
        MemberSet Get(string memberName, System.Type objectType, JsonSerializerOptions options);
    }

    public delegate void SetValueDelegate(object objectInstance, object valueToSet);

    public readonly struct MemberSet
    {
        public MemberSet(SetValueDelegate setValue, System.Type objectType) => throw null;
    }
}
