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
        public bool PropertyNameCaseInsensitive { get => throw null; set => throw null; }
        public bool ThrowExceptionWhenPropertyNotFound { get => throw null; set => throw null; }
    }
}
